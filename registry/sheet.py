"""Read an office's sheet: what would go in, what would not and why. Nothing is written here."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from core.facts import Post, Probe
from core.repost import RepostTask
from core.subject import Account, Column, Region, Section, Site, Subject, Unit
from core.verdict import Entry
from registry import build, posts
from registry.build import BadRowError, Places
from registry.cells import text, was_shortened
from registry.entries import Entering
from registry.grid import Grid, read_grids
from registry.preview import Preview, RefusedRow, SheetError
from registry.rows import Row, find_header, looks_like, rows_of
from registry.vocabulary import Form, forms, plain, words

Noun = (
    Site
    | Section
    | Account
    | Unit
    | Region
    | RepostTask
    | Entry
    | tuple[str, Column]
    | tuple[str, Probe]
    | tuple[str, tuple[Post, bool]]
)
_SHOWN = 60
_LONG_NUMBER = re.compile(r"\d{11,17}[\dXx]?")


def read_sheet(
    path: Path,
    kind: str,
    regions: Iterable[Region] = (),
    sites: Collection[str] | None = None,
    accounts: Sequence[Account] = (),
    entering: Entering | None = None,
    today: date | None = None,
) -> Preview:
    """Read a workbook or csv of `kind` (sites, accounts, sections, columns, units, regions, probes,
    posts, reposts, entries). Posts are told of `accounts` and cannot be of after `today`, entries of
    what `entering` knows.

    `regions` turn region names into codes; with `sites` (codes), columns and probes of any other
    site are refused. Raises SheetError with one Chinese sentence where
    nothing can be read at all; a bad row is refused, with its place and reason, and the others go in.
    """
    if kind not in forms():
        raise SheetError(f"没有“{kind}”这类名录，可选：{'、'.join(forms())}。")
    form = forms()[kind]
    reader = _Reader(form, Places(regions), sites, accounts, entering, today)
    for row in _rows(read_grids(path), form, reader.notes, path.name, reader.fields):
        reader.take(row)
    return reader.preview()


def _rows(
    grids: Iterable[Grid], form: Form, notes: list[str], file: str, fields: set[str]
) -> Iterator[Row]:
    """Rows of every sheet that has the form's header."""
    grids = list(grids)
    filled = [grid for grid in grids if any(text(c) for _, cells in grid.rows for c in cells)]
    if not filled:
        raise SheetError(f"“{file}”里没有内容。")
    read = False
    for grid in filled:
        platform = _platform_of_sheet(grid, form)
        wanted = form if platform is None else _without(form, "platform")
        header = find_header(grid, wanted)
        if header is None:
            notes.append(f"工作表“{grid.name}”里没有{form.title}的表头，未读取")
            continue
        read = True
        fields |= set(header.names)
        for row in rows_of(grid, header, form, notes):
            if platform is not None and "platform" not in header.names:
                row = Row(row.sheet, row.number, {**row.cells, "platform": platform}, row.names)
            yield row
    if not read:
        raise SheetError(_wrong_sheet(filled, form, file))


def _platform_of_sheet(grid: Grid, form: Form) -> str | None:
    """An office that keeps one sheet for each platform writes its name on the tab."""
    if "platform" not in form.required or find_header(grid, form):
        return None
    return grid.name if plain(grid.name) in words("platform") else None


def _without(form: Form, field: str) -> Form:
    required = tuple(one for one in form.required if one != field)
    return Form(form.kind, form.title, required, form.headers, form.fields)


def _wrong_sheet(grids: Iterable[Grid], form: Form, file: str) -> str:
    needed = "、".join(f"“{form.headers[field]}”" for field in form.required)
    for grid in grids:
        other = looks_like(grid)
        if other and other.kind != form.kind:
            return (
                f"“{file}”像是{other.title}表，不是{form.title}表：没有找到同时含{needed}的表头。"
                f"如确是{other.title}，请用 govpatrol import {other.kind} 导入。"
            )
    return (
        f"“{file}”前 20 行里没有找到{form.title}的表头，至少要有{needed}这几列。"
        f"可用 govpatrol template {form.kind} 取得模板。"
    )


class _Reader:
    """Collects nouns and refusals row by row; what is named twice is refused the second time."""

    def __init__(
        self,
        form: Form,
        places: Places,
        sites: Collection[str] | None,
        accounts: Sequence[Account],
        entering: Entering | None,
        today: date | None,
    ) -> None:
        self.form = form
        self.places = places
        self.sites = sites
        self.notes: list[str] = []
        self.fields: set[str] = set()
        self.refused: list[RefusedRow] = []
        self.nouns: dict[str, Noun] = {}
        self.rows: dict[str, Row] = {}
        self.builders: dict[str, Callable[[Row], Noun]] = {
            "sites": lambda row: build.site(row, places),
            "sections": lambda row: build.section(row, places),
            "accounts": lambda row: build.account(row, places, self.notes),
            "columns": build.column,
            "units": lambda row: build.unit(row, places),
            "regions": build.region,
            "probes": build.probe,
            "posts": lambda row: posts.post(row, accounts, today),
            "reposts": posts.task,
        }
        if entering:
            self.builders["entries"] = entering.entry
        self.unfilled = 0

    def take(self, row: Row) -> None:
        """One row, in or refused. A line of a work list that nobody filled in yet is only counted."""
        if self.form.kind == "posts" and not text(row.cells.get("published")):
            self.unfilled += 1
            return
        try:
            noun = self.builders[self.form.kind](row)
        except BadRowError as wrong:
            self._refuse(row, wrong.field, wrong.reason)
            return
        sited = isinstance(noun, tuple) and isinstance(noun[1], Column | Probe)
        if sited and self.sites is not None and noun[0] not in self.sites:  # type: ignore[index]
            self._refuse(row, "site_code", "名录里没有这个网站，请先导入网站名录")
            return
        field, identity = _identity(noun)
        if first := self.rows.get(identity):
            where = f"工作表“{first.sheet}”" if first.sheet != row.sheet else ""
            self._refuse(row, field, f"与{where}第{first.number}行重复")
            return
        for one in ("code", "site_code"):
            if self.form.kind != "sections" and was_shortened(row.cells.get(one)):
                seen = text(row.cells[one])
                self.notes.append(f"第{row.number}行标识码“{seen}”已按十位数字还原，请核对")
        self.nouns[identity] = noun
        self.rows[identity] = row

    def _refuse(self, row: Row, field: str, reason: str) -> None:
        header = row.names.get(field, self.form.headers.get(field, field))
        value = _masked(text(row.cells.get(field)))
        shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
        self.refused.append(RefusedRow(row.number, header, shown, reason, row.sheet))

    def preview(self) -> Preview:
        """All of it."""
        for name, number in self.places.unknown.items():
            self.notes.append(f"所属地区“{name}”（首见第{number}行）不在区划表中，地区留空")
        if self.unfilled:
            self.notes.append(f"有 {self.unfilled} 行没有填发布日期，未读取")
        if not self.nouns and not self.refused:
            self.notes.append("表头下面没有数据行")
        all_ = self.nouns.values()
        if self.form.kind == "sites" and self.nouns and "url" not in self.fields:
            self.notes.append("表中没有首页网址，新登记的网站补上网址后才能巡查")
        return Preview(
            self.form.kind,
            tuple(one for one in all_ if isinstance(one, Subject)),
            tuple(self.refused),
            tuple(self.notes),
            frozenset(self.fields - {"number"}),
            _by_code([one for one in all_ if isinstance(one, tuple)], Column),
            _by_code([one for one in all_ if isinstance(one, tuple)], Probe),
            tuple(one for one in all_ if isinstance(one, Unit)),
            tuple(one for one in all_ if isinstance(one, Region)) or self.places.learned(),
            tuple((key, *told) for key, told in _told(all_)),
            tuple(one for one in all_ if isinstance(one, RepostTask)),
            tuple(one for one in all_ if isinstance(one, Entry)),
        )


def _told(nouns: Iterable[Noun]) -> Iterator[tuple[str, tuple[Post, bool]]]:
    for one in nouns:
        if isinstance(one, tuple) and isinstance(one[1], tuple):
            yield one[0], one[1]


def _masked(value: str) -> str:
    """A phone or ID number that slipped into a wrong column is not shown whole."""
    return _LONG_NUMBER.sub(lambda found: f"{found[0][:3]}****{found[0][-2:]}", value)


def _by_code(pairs: Iterable[tuple[str, object]], wanted: type) -> dict[str, tuple]:  # type: ignore[type-arg]
    found: dict[str, list[object]] = {}
    for code, one in pairs:
        if isinstance(one, wanted):
            found.setdefault(code, []).append(one)
    return {code: tuple(those) for code, those in found.items()}


def _identity(noun: Noun) -> tuple[str, str]:
    """The field that names it, and its name."""
    match noun:
        case Site() | Section():
            return ("code" if isinstance(noun, Site) else "url"), noun.key
        case Account():
            return "name", noun.key
        case Unit():
            return "name", f"{noun.region}/{noun.name}"
        case Region():
            return "region_code", noun.code
        case (str() as code, Column() as column):
            return "url", f"{code}/{column.url}/{column.name}"
        case RepostTask():
            return "title", noun.id
        case Entry():
            return "indicator", f"{noun.subject}/{noun.indicator}/{noun.period}"
        case (str() as key, (Post() as post, bool())):
            return "published", f"{key}/{post.id}"
        case (str() as code, Probe() as probe):
            return "at", f"{code}/{probe.at.isoformat()}/{probe.source.url}"
    raise AssertionError(noun)
