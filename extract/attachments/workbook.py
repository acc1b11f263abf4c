"""表格文件: xls, xlsx, et, ods. Calamine reads the cells; what it does not tell (hidden rows and
columns, comments, left-over caches) is looked up in the file's own XML or records."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from core.gap import GapReason
from extract.attachments.draft import Draft
from extract.attachments.reading import UnreadableError

_MAX_AREA = 20_000_000
"""Cells between A1 and the last one above which calamine is not asked: it takes memory for all of
them at once, and two far cells in 8 KB end the process (its issue 693)."""


@dataclass(slots=True)
class Unseen:
    """What of one sheet nobody sees: indices from 0."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    rows_end: int = 0  # last row + 1 and last column + 1 that the file names
    columns_end: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)  # place, text


def read_workbook(draft: Draft, body: bytes, unseen: dict[str, Unseen]) -> None:
    """All sheets. UnreadableError with the reason where it cannot be opened."""
    far = [name for name, one in unseen.items() if one.rows_end * one.columns_end > _MAX_AREA]
    if far:
        raise UnreadableError(f"工作表“{far[0]}”的单元格范围异常（疑似恶意文件）")
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(body))
    except PasswordError as locked:
        raise UnreadableError("文件有密码保护") from locked
    except (CalamineError, XmlError, ZipError, OSError, ValueError) as wrong:
        raise UnreadableError("表格文件已损坏") from wrong
    for sheet in book.sheets_metadata:
        try:
            cells = book.get_sheet_by_name(sheet.name)
            _sheet(draft, cells, sheet.visible, unseen.get(sheet.name) or Unseen())
        except (CalamineError, XmlError, ZipError, OSError, ValueError):
            draft.trouble(GapReason.UNREADABLE, f"工作表“{sheet.name}”无法读取", sheet.name)


def _sheet(draft: Draft, sheet: CalamineSheet, visible: SheetVisibleEnum, unseen: Unseen) -> None:
    if sheet.total_height * sheet.total_width > _MAX_AREA:
        raise ValueError("too wide")
    most = draft.limits.cells // max(sheet.width, 1) + 1  # one more, so that the cut is told
    rows = [[cell_text(cell) for cell in row] for row in islice(sheet.iter_rows(), most)]
    top = sheet.start or (0, 0)
    rows = [[] for _ in range(top[0])] + [[""] * top[1] + row for row in rows]
    _fill_merged(rows, sheet.merged_cell_ranges or ())
    hidden = visible != SheetVisibleEnum.Visible
    width = max((len(row) for row in rows), default=0)
    place = f"隐藏工作表“{sheet.name}”" if hidden else f"工作表“{sheet.name}”"
    if rows and not hidden:
        draft.mark(place)
    draft.table(
        place,
        [row + [""] * (width - len(row)) for row in rows],
        [n for n in sorted(unseen.rows) if n < len(rows)],
        range(width) if hidden else [n for n in sorted(unseen.columns) if n < width],
    )
    for where, text in unseen.notes:
        draft.hide(f"批注 {sheet.name}!{where}" if where else f"隐藏内容 {sheet.name}", text)


def cell_text(value: Any) -> str:
    """As a reader would read it: whole numbers without a point, dates in ISO form, one line."""
    if isinstance(value, str):
        return " ".join(value.split()) if "\n" in value or "\t" in value else value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta | int) else ""


_MAX_MERGED = 10_000  # cells that one merge may fill: a title over a whole sheet is no data


def _fill_merged(
    rows: list[list[str]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    for (top, left), (bottom, right) in ranges:
        if (bottom - top + 1) * (right - left + 1) > _MAX_MERGED or top >= len(rows):
            continue
        text = rows[top][left] if left < len(rows[top]) else ""
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = text


def cell_name(row: int, column: int) -> str:
    """Row 5, column 28, both from 1, is AB5."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
