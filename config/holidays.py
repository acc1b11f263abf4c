"""节假日表: what an office says of days off before a library knows them (节假日.csv in its data folder)."""

import csv
import re
from datetime import date
from pathlib import Path

from config.fit import MisfitError

FILE_NAME = "节假日.csv"
_WORKED = {"休": False, "假": False, "班": True}


def read_holidays(path: Path) -> dict[date, bool]:
    """Day -> whether it is worked. Lines like 2027-01-01,休 and 2027-01-09,班; a header may stand first.

    UTF-8 or GBK, as Excel saves it. Raises MisfitError naming the line.
    """
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    days: dict[date, bool] = {}
    for number, cells in enumerate(csv.reader(text.splitlines()), 1):
        day, mark = (*map(str.strip, cells), "", "")[:2]
        if not day or (number == 1 and not day[0].isdigit()):
            continue
        try:
            year, month, day_of_month = map(int, re.split(r"[-/.]", day))
            days[date(year, month, day_of_month)] = _WORKED[mark[:1]]
        except (ValueError, KeyError) as wrong:
            raise MisfitError(
                f"{path.name} 第{number}行看不懂：{day},{mark}。应写成 2027-01-01,休 或 2027-01-09,班"
            ) from wrong
    return days
