"""One row of fields into one noun. A cell that is wrong refuses its row and names itself."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar
from urllib.parse import urlsplit

from core.facts import Probe
from core.snapshot import Source
from core.subject import (
    Account,
    Column,
    ColumnKind,
    FeedRoute,
    Platform,
    Region,
    RunState,
    Section,
    Site,
    SiteCategory,
    Unit,
)
from registry import cells
from registry.cells import BadCellError
from registry.grid import Cell
from registry.rows import Row
from registry.vocabulary import plain, words

T = TypeVar("T")


class BadRowError(ValueError):
    """A cell of a required or a given field is wrong."""

    def __init__(self, field_name: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field_name
        self.reason = reason


class Places:
    """Region names and codes: those the caller knows, and those that this sheet pairs itself."""

    def __init__(self, known: Iterable[Region]) -> None:
        self.codes = {one.name: one.code for one in known}
        self.unknown: dict[str, int] = {}  # a name nobody can place -> the row that first used it
        self._paired: dict[str, set[str]] = {}

    def code_for(self, row: Row, fallback: str = "") -> str:
        """The row's region: its code, else the code of its name, else `fallback`, else what its
        sponsor's or supervisor's name begins with."""
        name = read(row, "region", cells.name)
        code = read(row, "region_code", cells.region_code) or self.codes.get(name, fallback)
        if code:
            self._paired.setdefault(code, set()).add(name)
        elif name:
            self.unknown.setdefault(name, row.number)
        return code or self._from_unit(row)

    def learned(self) -> tuple[Region, ...]:
        """Regions that the caller did not know, where the sheet always gives them the same name."""
        known = set(self.codes.values())
        return tuple(
            Region(code, *names)
            for code, names in sorted(self._paired.items())
            if code not in known and len(names) == 1 and "" not in names
        )

    def _from_unit(self, row: Row) -> str:
        for field_name in ("sponsor", "supervisor"):
            unit = read(row, field_name, cells.name)
            starts = [name for name in self.codes if unit.startswith(name)]
            if starts:
                return self.codes[max(starts, key=len)]
        return ""


def read(row: Row, field_name: str, reader: Callable[[Cell | None], T]) -> T:
    """One field; BadRowError names it."""
    try:
        return reader(row.cells.get(field_name))
    except BadCellError as wrong:
        raise BadRowError(field_name, str(wrong)) from wrong


def word(row: Row, field_name: str, family: str) -> str | None:
    """A word of a closed list; None for an empty cell."""
    return read(row, field_name, lambda cell: cells.word(family, cell))


def needed(row: Row, field_name: str) -> str:
    """A name that must be there."""
    found = read(row, field_name, cells.name)
    if not found:
        raise BadRowError(field_name, "为空")
    return found


def site(row: Row, places: Places) -> Site:
    """A 政府网站. Its county stands in the first six digits of its code."""
    code = read(row, "code", cells.code)
    name = needed(row, "name")
    category = word(row, "category", "category")
    return Site(
        code,
        name,
        # A score table has no addresses; what it lists is registered, and cannot be scanned yet.
        read(row, "url", cells.url) if "url" in row.names else "",
        read(row, "sponsor", cells.name),
        read(row, "supervisor", cells.name),
        read(row, "operator", cells.name),
        places.code_for(row, code[:6] if code.isdigit() else ""),
        SiteCategory(category) if category else category_by_name(name),
        _state(row),
        read(row, "icp", cells.name),
        read(row, "police", cells.name),
    )


def category_by_name(name: str) -> SiteCategory:
    """What a site is, where the sheet does not say: a portal calls itself one."""
    if "门户" in name or plain(name).endswith(("人民政府", "人民政府网", "人民政府网站")):
        return SiteCategory.PORTAL
    return SiteCategory.OTHER if "信用" in name else SiteCategory.DEPARTMENT


def section(row: Row, places: Places) -> Section:
    """A 信息公开专栏. Sheets give it no code: then its address is its identity."""
    url = read(row, "url", cells.url)
    site_code = read(row, "site_code", cells.code) if cells.text(row.cells.get("site_code")) else ""
    code = read(row, "code", cells.name)
    parts = urlsplit(url)
    return Section(
        code or f"{parts.netloc}{parts.path.rstrip('/')}",
        needed(row, "name"),
        url,
        site_code,
        read(row, "sponsor", cells.name),
        read(row, "supervisor", cells.name),
        places.code_for(row, site_code[:6] if site_code.isdigit() else ""),
        _state(row),
    )


def account(row: Row, places: Places, notes: list[str]) -> Account:
    """A 政务新媒体账号. Where the sheet gives no ID, its name is its handle."""
    name = needed(row, "name")
    platform = word(row, "platform", "platform")
    if platform is None:
        raise BadRowError("platform", "为空")
    opened, remark = read(row, "opened", cells.day)
    if remark:
        notes.append(f"第{row.number}行“{row.names['opened']}”{remark}")
    return Account(
        Platform(platform),
        read(row, "handle", cells.handle) or name,
        name,
        read(row, "sponsor", cells.name),
        read(row, "supervisor", cells.name),
        read(row, "verified_subject", cells.name),
        places.code_for(row),
        _state(row),
        opened,
        read(row, "routes", _routes),
    )


def _routes(cell: Cell | None) -> tuple[FeedRoute, ...]:
    """ "feed:http://…；page:http://…"; an address without a word before it is a feed."""
    found = []
    for part in cells.text(cell).replace("；", ";").split(";"):
        if not part.strip():
            continue
        adapter, colon, rest = part.strip().partition(":")
        bare = not colon or adapter.lower() in ("http", "https") or not adapter.isidentifier()
        adapter, address = ("feed", part.strip()) if bare else (adapter, rest)
        found.append(FeedRoute(adapter, cells.url(address)))
    return tuple(found)


def column(row: Row) -> tuple[str, Column]:
    """A column, with the code of its site. Its kind is read from its name where nobody says it."""
    code, name = read(row, "site_code", cells.code), needed(row, "name")
    kind = word(row, "column_kind", "column_kind") or _kind_by_name(name)
    cycle = read(row, "cycle_days", cells.count)
    return code, Column(name, read(row, "url", cells.url), ColumnKind(kind), cycle)


def _kind_by_name(name: str) -> str:
    """The longest known word in it: 政策解读 before 政策."""
    known = {w: kind for w, kind in words("column_kind").items() if kind != "other" and w in name}
    return known[max(known, key=len)] if known else "other"


def unit(row: Row, places: Places) -> Unit:
    """A unit: its name in its region."""
    return Unit(needed(row, "name"), places.code_for(row), read(row, "parent", cells.name))


def region(row: Row) -> Region:
    """A region: six digits and a name."""
    code = read(row, "region_code", cells.region_code)
    if not code:
        raise BadRowError("region_code", "为空")
    return Region(code, needed(row, "name"))


def probe(row: Row) -> tuple[str, Probe]:
    """One look of another monitor, with the code of its site."""
    code, at = read(row, "site_code", cells.code), read(row, "at", cells.moment)
    opened = word(row, "opened", "opened")
    if opened is None:
        raise BadRowError("opened", "为空")
    url = read(row, "url", cells.url) if cells.text(row.cells.get("url")) else ""
    status = read(row, "status", cells.count) if cells.text(row.cells.get("status")) else 0
    seconds = read(row, "seconds", cells.seconds)
    if re.search(r"毫秒|ms", row.names.get("seconds", ""), re.IGNORECASE):
        seconds /= 1000
    return code, Probe(Source(url), at, opened == "yes", seconds, status or 0)


def _state(row: Row) -> RunState:
    return RunState(word(row, "state", "state") or "running")
