"""A workbook in which every crawled text stays text: no formula, no link, no number guessed from it."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from core.clock import BEIJING
from reports.printable import clean
from reports.sheet_names import SheetNames
from reports.whole_file import whole_file

CELL_LIMIT = 32_767
"""Excel's longest text, in characters."""

_FORMS: dict[str, dict[str, object]] = {
    "plain": {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter", "num_format": "@"},
    "text": {"text_wrap": True, "border": 7},
    "centered": {"text_wrap": True, "border": 7, "align": "center"},
    "number": {"num_format": "0", "align": "center", "border": 7},
    # Text that Excel would take for a formula once somebody edits the cell keeps its apostrophe.
    "quoted": {"quote_prefix": True},
    "total": {"bold": True, "bg_color": "#F2F2F2"},
    "head": {
        "bold": True, "border": 1, "bg_color": "#DCE6F1", "align": "center", "text_wrap": True,
    },
    "title": {"bold": True, "font_size": 14},
    "note": {"font_color": "#555555", "text_wrap": True},
}  # fmt: skip
_ACTIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_A3, _A4 = 8, 9
_LINE_HEIGHT, _PADDING, _MOST_LINES = 14, 6, 12  # points, points, lines
_ASTRAL = 0xFFFF


class Book:
    """Formats and sheets of one workbook, written row by row: memory does not grow with its length."""

    def __init__(self, workbook: Any) -> None:
        """Take an open xlsxwriter workbook."""
        self._workbook = workbook
        self._names = SheetNames()
        self._formats: dict[str, Any] = {}

    def form(self, name: str) -> Any:
        """A format put together from `_FORMS`, "text+total" say, made once."""
        if name not in self._formats:
            parts = [_FORMS[part] for part in ("plain", *name.split("+"))]
            merged = {key: value for part in parts for key, value in part.items()}
            self._formats[name] = self._workbook.add_format(merged)
        return self._formats[name]

    def sheet(self, name: str, widths: Sequence[float], *, wide: bool = False) -> "Sheet":
        """A new A4 sheet (A3 across where `wide`), one page in width, numbered at the foot.

        `widths` are in characters of half width.
        """
        sheet = self._workbook.add_worksheet(self._names.take(name))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(_A3 if wide else _A4)
        if wide:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return Sheet(self, sheet, widths)


class Sheet:
    """A sheet filled from top to bottom; `at` is the next free row. `native` is xlsxwriter's own."""

    def __init__(self, book: Book, native: Any, widths: Sequence[float]) -> None:
        """Start at the top."""
        self._book, self.native, self._widths = book, native, widths
        self.at = 0

    def title(self, text: str) -> None:
        """A heading over a table."""
        self.native.set_row(self.at, 28)
        self.native.write_string(self.at, 0, cell_text(text), self._book.form("title"))
        self.at += 1

    def note(self, text: str) -> None:
        """A remark across the sheet, as high as its lines."""
        self._across(text, "note")

    def heading(self, text: str) -> None:
        """A line inside a table that names the rows below it."""
        self._across(text, "text+total")

    def skip(self) -> None:
        """An empty line."""
        self.at += 1

    def header(self, headers: Sequence[str]) -> None:
        """The header line of a table."""
        self.native.set_row(self.at, 26)
        for column, text in enumerate(headers):
            self.native.write_string(self.at, column, text, self._book.form("head"))
        self.at += 1

    def row(
        self, cells: Sequence[str | int], *, total: bool = False, centered: bool = False
    ) -> None:
        """One line. An int is a number, everything else is text, whatever it looks like."""
        weight = "+total" if total else ""
        words = "centered" if centered else "text"
        texts = [value if isinstance(value, int) else cell_text(value) for value in cells]
        self._height(
            max(_lines(str(text), width) for text, width in zip(texts, self._widths, strict=False))
        )
        for column, value in enumerate(texts):
            if isinstance(value, int):
                form = self._book.form(f"number{weight}")
                self.native.write_number(self.at, column, value, form)
                continue
            quoted = "+quoted" if value.startswith(_ACTIVE) else ""
            form = self._book.form(f"{words}{weight}{quoted}")
            self.native.write_string(self.at, column, value, form)
        self.at += 1

    def _across(self, text: str, form: str) -> None:
        text = cell_text(text)
        self._height(_lines(text, sum(self._widths)))
        last = len(self._widths) - 1
        self.native.merge_range(self.at, 0, self.at, last, "", self._book.form(form))
        self.native.write_string(self.at, 0, text, self._book.form(form))
        self.at += 1

    def _height(self, lines: int) -> None:
        """Said outright: not every program finds the height of wrapped lines by itself."""
        self.native.set_row(self.at, _PADDING + _LINE_HEIGHT * min(lines, _MOST_LINES))
        # The row before the last is on disk; xlsxwriter would keep its height for pictures we have not.
        for kept in (self.native.row_info, self.native.row_sizes):
            kept.pop(self.at - 2, None)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column; a Chinese character is two wide, as its bytes in GBK."""
    return max(math.ceil(len(text.encode("gb18030", "replace")) / max(width - 1, 1)), 1)


def cell_text(text: str) -> str:
    """Fit for a cell: unseen characters gone, cut at Excel's limit and saying so."""
    text = clean(text, CELL_LIMIT)
    if len(text) * 2 <= CELL_LIMIT:
        return text
    # Excel counts UTF-16 units; characters beyond the basic plane take two.
    wide = sum(ord(one) > _ASTRAL for one in text)
    return clean(text, CELL_LIMIT - wide) if len(text) + wide > CELL_LIMIT else text


@contextmanager
def new_book(path: Path, *, title: str, issuer: str, as_of: datetime) -> Iterator[Book]:
    """A workbook that lies at `path` when the block ends well. Same input, same stamp inside."""
    # Rows wait in files until the end; a folder of their own leaves nothing behind after a failure.
    with whole_file(path) as beside, TemporaryDirectory(prefix="govpatrol-") as rows:
        options = {
            "constant_memory": True,
            "tmpdir": rows,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        workbook = xlsxwriter.Workbook(str(beside), options)
        stamp = as_of.astimezone(BEIJING).replace(tzinfo=None)
        workbook.set_properties({"title": clean(title), "author": clean(issuer), "created": stamp})
        yield Book(workbook)
        workbook.close()
