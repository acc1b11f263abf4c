"""A workbook in which every crawled text stays text: no formula, no link, no number guessed from it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from core.clock import BEIJING
from reports.printable import clean
from reports.sheet_names import SheetNames
from reports.whole_file import whole_file

CELL_LIMIT = 32_767
"""Excel's longest text, in characters."""

_FONT = "微软雅黑"
_ACTIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_ASTRAL = 0xFFFF


class Book:
    """Formats and cells for one workbook, written row by row: memory does not grow with its length."""

    def __init__(self, workbook: Any) -> None:
        """Take an open xlsxwriter workbook."""
        self._workbook = workbook
        self._names = SheetNames()
        plain = {"font_name": _FONT, "font_size": 10, "valign": "top", "num_format": "@"}
        self._text = workbook.add_format({**plain, "text_wrap": True, "border": 7})
        # Text that Excel would take for a formula if somebody edits the cell keeps its apostrophe.
        self._quoted = workbook.add_format(
            {**plain, "text_wrap": True, "border": 7, "quote_prefix": True}
        )
        self._number = workbook.add_format(
            {**plain, "num_format": "0", "align": "center", "border": 7}
        )
        self._head = workbook.add_format(
            {**plain, "bold": True, "border": 1, "bg_color": "#DCE6F1", "align": "center",
             "valign": "vcenter", "text_wrap": True}
        )  # fmt: skip
        self._total = workbook.add_format(
            {**plain, "bold": True, "border": 7, "bg_color": "#F2F2F2"}
        )
        self._title = workbook.add_format({**plain, "bold": True, "font_size": 14})
        self._note = workbook.add_format({**plain, "font_color": "#555555"})

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Any:
        """A new A4 sheet, fitted to one page in width, numbered at the foot."""
        sheet = self._workbook.add_worksheet(self._names.take(name))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def title(self, sheet: Any, row: int, text: str) -> None:
        """A heading line over a table."""
        sheet.write_string(row, 0, cell_text(text), self._title)

    def note(self, sheet: Any, row: int, text: str) -> None:
        """A remark under a table."""
        sheet.write_string(row, 0, cell_text(text), self._note)

    def header(self, sheet: Any, row: int, headers: Sequence[str]) -> None:
        """The header line of a table."""
        sheet.set_row(row, 24)
        for column, text in enumerate(headers):
            sheet.write_string(row, column, text, self._head)

    def row(self, sheet: Any, row: int, cells: Sequence[str | int], *, total: bool = False) -> None:
        """One line. An int is a number, everything else is text, whatever it looks like."""
        for column, value in enumerate(cells):
            if isinstance(value, int):
                sheet.write_number(row, column, value, self._total if total else self._number)
                continue
            text = cell_text(value)
            form = self._quoted if text.startswith(_ACTIVE) else self._text
            sheet.write_string(row, column, text, self._total if total else form)


def cell_text(text: str) -> str:
    """Fit for a cell: unseen characters gone, cut at Excel's limit and saying so."""
    text = clean(text, CELL_LIMIT)
    # Excel counts UTF-16 units; characters beyond the basic plane take two.
    wide = sum(ord(one) > _ASTRAL for one in text)
    return clean(text, CELL_LIMIT - wide) if wide and len(text) + wide > CELL_LIMIT else text


@contextmanager
def new_book(path: Path, *, title: str, issuer: str, as_of: datetime) -> Iterator[Book]:
    """A workbook that lies at `path` when the block ends well. Same input, same stamp inside."""
    with whole_file(path) as beside:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        workbook = xlsxwriter.Workbook(str(beside), options)
        stamp = as_of.astimezone(BEIJING).replace(tzinfo=None)
        workbook.set_properties({"title": clean(title), "author": clean(issuer), "created": stamp})
        yield Book(workbook)
        workbook.close()
