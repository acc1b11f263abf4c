"""新媒体专项表: tables of texts and counts as one workbook. What stands in them is decided elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reports.workbook import new_book


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title, remarks under it, and its rows below their headers."""

    name: str
    title: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Sequence[tuple[str | int, ...]]
    notes: tuple[str, ...] = ()


def write_sheets(
    path: Path, sheets: Sequence[Sheet], *, title: str, issuer: str, as_of: datetime
) -> None:
    """Raises PermissionError (in Chinese) where `path` may not be replaced."""
    with new_book(path, title=title, issuer=issuer, as_of=as_of) as book:
        for one in sheets:
            sheet = book.sheet(one.name, one.widths, wide=sum(one.widths) > _PORTRAIT)
            sheet.title(one.title)
            for note in one.notes:
                sheet.note(note)
            sheet.header(one.headers)
            sheet.native.freeze_panes(sheet.at, 0)
            for row in one.rows:
                sheet.row(row)
            if not one.rows:
                sheet.note("（无）")


_PORTRAIT = 110  # characters that fit a page held upright
