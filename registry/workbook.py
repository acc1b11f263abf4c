"""A child process that opens one workbook and prints its cells as JSON; run by file, not imported.

An 8 KB xlsx with two far cells makes the reader ask for half a terabyte and aborts the process it
runs in; so it runs in one of its own, under limits of memory and time.
"""

import datetime
import json
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import python_calamine

MAX_ROWS = 100_000
MAX_COLUMNS = 200


def main(path: str, memory: int, cpu_seconds: int) -> int:
    """Print {"sheets": [...]} or {"error": word}; the parent turns the word into a sentence.

    `memory` in bytes of address space.
    """
    with suppress(ImportError):  # Windows has no such limits; the parent's clock still runs there
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        sheets = [
            _sheet(book, number)
            for number, about in enumerate(book.sheets_metadata)
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet
            and about.visible == python_calamine.SheetVisibleEnum.Visible
        ]
    except python_calamine.PasswordError:
        return _say({"error": "password"})
    except (python_calamine.CalamineError, OSError, ValueError) as wrong:
        return _say({"error": "damaged", "detail": str(wrong)[:200]})
    return _say({"sheets": sheets})


def _sheet(book: "python_calamine.CalamineWorkbook", number: int) -> dict[str, Any]:
    sheet = book.get_sheet_by_index(number)
    top, left = sheet.start or (0, 0)
    if sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS:
        return {"name": sheet.name, "too_large": [sheet.height, sheet.width]}
    merged = [
        [r1 - top, c1 - left, r2 - top, c2 - left]
        for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ()
    ]
    rows = [[_cell(value) for value in row] for row in sheet.to_python()]
    return {"name": sheet.name, "first_row": top + 1, "merged": merged, "rows": rows}


def _cell(value: object) -> object:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return {"date": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        return {"date": str(value)}
    return value


def _say(what: dict[str, Any]) -> int:
    sys.stdout.write(json.dumps(what))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
