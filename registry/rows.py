"""From a grid to rows of fields: find the header, leave out what is no row, and say why."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from registry.cells import text
from registry.grid import Cell, Grid
from registry.vocabulary import Form, forms, personal_headers, plain

HEADER_ROWS = 20
_GROUPING = ("region", "supervisor", "platform")
_TOTALS = ("合计", "总计", "小计", "共计", "汇总")
_REMARK = re.compile(
    r"(注|备注|说明|联系人|审核人|填表人|填报人|制表人?|单位负责人|填报单位|填报日期|填报时间)[:：]"
    r"|填[表报]说明|附注"
)
_EXAMPLE = "示例"


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands: index of its row in the grid, and the field of each column."""

    index: int
    fields: Mapping[int, str]
    names: Mapping[str, str]  # field -> header as the sheet writes it


@dataclass(frozen=True, slots=True)
class Row:
    """One line of data."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    names: Mapping[str, str]  # field -> header, for sentences about a cell


def find_header(grid: Grid, form: Form) -> Header | None:
    """The best of the first rows: the one that names most of the form's fields, all required ones
    among them. None where no row does."""
    best: Header | None = None
    for index, (_, cells) in enumerate(grid.rows[:HEADER_ROWS]):
        found: dict[str, int] = {}
        for column, cell in enumerate(cells):
            field = form.field_of(text(cell)) if isinstance(cell, str) else None
            if field and field not in found:
                found[field] = column
        if set(form.required) <= set(found) and (not best or len(found) > len(best.fields)):
            names = {field: text(cells[column]) for field, column in found.items()}
            best = Header(index, {column: field for field, column in found.items()}, names)
    return best


def looks_like(grid: Grid) -> Form | None:
    """Another kind of sheet whose header this grid has, for the sentence that says so."""
    found = [(find_header(grid, form), form) for form in forms().values()]
    fits = [(len(header.fields), form) for header, form in found if header]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def rows_of(grid: Grid, header: Header, form: Form, notes: list[str]) -> Iterator[Row]:
    """The data below the header; what is left out, and why, is added to `notes`."""
    where = f"工作表“{grid.name}”" if grid.name else ""
    titles = {column: text(cell) for column, cell in enumerate(grid.rows[header.index][1])}
    _note_skipped_columns(titles, header, where, notes)
    left_out: dict[str, list[int]] = {}
    filled: Counter[str] = Counter()
    above: dict[str, Cell] = {}
    for number, cells in grid.rows[header.index + 1 :]:
        if not any(text(cell) for cell in cells):
            continue
        mine = {
            field: cells[column] for column, field in header.fields.items() if column < len(cells)
        }
        if why := _no_row(cells, mine, titles, form):
            left_out.setdefault(why, []).append(number)
            continue
        for field in _groups(header):
            if text(mine.get(field)):
                above[field] = mine[field]
            elif field in above:
                mine[field] = above[field]
                filled[field] += 1
        yield Row(grid.name, number, mine, header.names)
    for why, numbers in left_out.items():
        notes.append(f"{where}第{_listed(numbers)}行未读取：{why}")
    for field, times in filled.items():
        notes.append(f"{where}“{header.names[field]}”列有 {times} 个空格，按上一行的内容补上")


def _groups(header: Header) -> Iterator[str]:
    """Fields whose blank cells mean "as above": those that stand left of what they group.

    A merged cell loses its text below the first row when a table was copied as plain text.
    """
    place = {field: column for column, field in header.fields.items()}
    for field in _GROUPING:
        if field in place and place[field] < place.get("name", -1):
            yield field


def _no_row(
    cells: Sequence[Cell], mine: Mapping[str, Cell], titles: Mapping[int, str], form: Form
) -> str:
    """Why a line below the header is no line of data; "" where it is one."""
    said = [text(cell) for cell in cells if text(cell)]
    first = re.sub(r"\s", "", said[0])
    if _EXAMPLE in text(mine.get("number")):
        return "是模板的示例行"
    if sum(text(cell) == titles.get(column) != "" for column, cell in enumerate(cells)) > 1:
        return "是重复的表头"
    if first.startswith(_TOTALS):
        return "是合计行"
    if _REMARK.match(first):
        return "是说明文字"
    # One text in the whole line, once or merged across it: a heading, unless a lone name is enough.
    if len(set(said)) == 1 and not first.isdigit() and (len(said) > 1 or len(form.required) > 1):
        return "整行只有一处文字，按标题或说明处理"
    return ""


def _note_skipped_columns(
    titles: Mapping[int, str], header: Header, where: str, notes: list[str]
) -> None:
    unread = [title for column, title in titles.items() if title and column not in header.fields]
    personal = [title for title in unread if plain(title) in personal_headers()]
    others = [title for title in unread if title not in personal]
    if personal:
        notes.append(f"{where}含个人信息的列未读取：{'、'.join(personal)}")
    if others:
        notes.append(f"{where}用不到的列未读取：{'、'.join(dict.fromkeys(others))}")


def _listed(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:8]))
    return shown if len(numbers) <= 8 else f"{shown} 等 {len(numbers)} "  # noqa: PLR2004
