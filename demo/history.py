"""The week before: what the office's earlier monitor wrote down, looked up in the city hour by hour.

Real requests through the city's door at simulated times, kept as the sheet that a real office would
bring along when it changes over: one line a look.
"""

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import xlsxwriter

from core.clock import BEIJING
from core.subject import Site
from demo.city import City

HEADERS = ("网站标识码", "探测网址", "探测时间", "是否可访问", "响应时间(秒)", "状态码")
_PATIENCE = 2.0  # the earlier monitor's own; it called slower doors 未打开
_OPENED = range(200, 400)


def write_history(city: City, path: Path, per_day: int, days: int) -> int:
    """Write the sheet; how many lines it has. Leaves the city's clock at its monitoring point."""
    step = timedelta(days=1) / per_day
    moments = [city.as_of - step * n - step / 2 for n in range(days * per_day)]
    sites = [one for one in city.subjects() if isinstance(one, Site)]
    with ThreadPoolExecutor(8) as hands:
        lines = list(_lines(city, sites, moments, hands))
    city.set_clock(city.as_of)
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("探测记录")
        for number, line in enumerate((HEADERS, *lines)):
            sheet.write_row(number, 0, line)
    return len(lines)


def _lines(
    city: City, sites: list[Site], moments: list[datetime], hands: ThreadPoolExecutor
) -> Iterator[tuple[str | float, ...]]:
    for moment in reversed(moments):
        city.set_clock(moment)
        looks = hands.map(lambda site: _look(city, site), sites)
        at = f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
        for site, look in zip(sites, looks, strict=True):
            status, seconds = look or (0, _PATIENCE)
            opened = "是" if status in _OPENED else "否"
            yield site.code, site.url, at, opened, round(seconds, 3), status or ""


def _look(city: City, site: Site) -> tuple[int, float] | None:
    """Status and seconds of one GET through the proxy; None where nothing usable came back."""
    began = monotonic()
    line = http.client.HTTPConnection("127.0.0.1", city.port, timeout=_PATIENCE)
    try:
        line.request("GET", site.url, headers={"Host": site.url.split("/")[2]})
        answer = line.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()
    if answer.getheader("X-Proxy-Error"):
        return None
    return answer.status, monotonic() - began
