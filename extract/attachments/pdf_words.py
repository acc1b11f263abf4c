"""PDF 的字: characters of a page with their boxes, turned upright, gathered into pieces."""

import ctypes
from bisect import bisect_right
from collections.abc import Sequence
from math import degrees
from typing import Any

from pypdfium2 import raw

from extract.attachments.boxes import Box, Piece, Ruled, is_han

_GAP = 0.6  # of the height: wider, and it is another cell or column
_LEVEL = 0.4
_SPACES = frozenset(" \t\r\n\u00a0\u3000\u200b\ufffe\uffff\0")
_MAX_CHARACTERS = 200_000  # on one page


class Sheet:
    """A page turned as a reader sees it: y downwards, rotation undone."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.turn = page.get_rotation()
        self.width, self.height = page.get_size()  # as shown
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = left, bottom, right, top

    def upright(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the page's own space as x0, y0, x1, y1 of the sheet."""
        if self.turn == 90:  # noqa: PLR2004 - degrees
            return bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
        if self.turn == 180:  # noqa: PLR2004
            return (
                self._right - right,
                bottom - self._bottom,
                self._right - left,
                top - self._bottom,
            )
        if self.turn == 270:  # noqa: PLR2004
            return self._top - top, self._right - right, self._top - bottom, self._right - left
        return left - self._left, self._top - top, right - self._left, self._top - bottom

    def share(self, box: Box | None) -> Box | None:
        """The same in shares of the page."""
        if box is None:
            return None
        w, h = self.width or 1.0, self.height or 1.0
        return tuple(
            round(min(max(v, 0.0), 1.0), 3)
            for v in (box[0] / w, box[1] / h, box[2] / w, box[3] / h)
        )  # type: ignore[return-value]


def words_of(sheet: Sheet, areas: Sequence[Ruled]) -> list[Piece]:
    """Pieces of the page. No piece lies across an upright rule of its table."""
    text_page = sheet.page.get_textpage()
    try:
        return _gather(sheet, text_page.raw, min(text_page.count_chars(), _MAX_CHARACTERS), areas)
    finally:
        text_page.close()


def turned_lines(sheet: Sheet) -> list[str]:
    """Words that run upwards, downwards or aslant, in the order in which they were written."""
    page = sheet.page.get_textpage()
    lines: list[list[str]] = []
    last = 0
    try:
        for index in range(min(page.count_chars(), _MAX_CHARACTERS)):
            sign = chr(raw.FPDFText_GetUnicode(page.raw, index))
            angle = round(degrees(raw.FPDFText_GetCharAngle(page.raw, index)))
            turn = min((angle - sheet.turn) % 360, (angle + sheet.turn) % 360)
            if sign in "\r\n" or turn != last:
                lines.append([])
            if turn and sign not in _SPACES:
                lines[-1].append(sign)
            last = turn
    finally:
        page.close()
    return ["".join(line) for line in lines if len(line) > 1]


def _gather(sheet: Sheet, text_page: Any, count: int, areas: Sequence[Ruled]) -> list[Piece]:
    unicode_at, box_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    generated = raw.FPDFText_IsGenerated
    rect = raw.FS_RECTF()
    reference = ctypes.byref(rect)
    upright = sheet.upright
    pieces: list[Piece] = []
    letters: list[str] = []
    x0 = y0 = x1 = y1 = 0.0
    column, blank = -1, 0
    for index in range(count):
        sign = chr(unicode_at(text_page, index))
        if sign in _SPACES:
            blank = blank or (2 if not generated(text_page, index) else 1)
            continue
        if not box_at(text_page, index, reference):
            continue
        a0, b0, a1, b1 = upright(rect.left, rect.bottom, rect.right, rect.top)
        high = b1 - b0
        now = _column(areas, (a0 + a1) / 2, (b0 + b1) / 2) if areas else -1
        if (
            letters
            and now == column
            and abs(b0 + b1 - y0 - y1) < 2 * _LEVEL * high
            and -0.5 * high < a0 - x1 < _GAP * high
        ):
            # pdfium adds blanks of its own where Chinese meets figures; nobody typed those.
            if blank and (blank > 1 or not (is_han(sign) or is_han(letters[-1]))):
                letters.append(" ")
            letters.append(sign)
            x1 = max(x1, a1)
            y0, y1 = min(y0, b0), max(y1, b1)
        else:
            if letters:
                pieces.append(Piece("".join(letters), x0, y0, x1, y1))
            letters = [sign]
            x0, y0, x1, y1, column = a0, b0, a1, b1, now
        blank = 0
    if letters:
        pieces.append(Piece("".join(letters), x0, y0, x1, y1))
    return pieces


def _column(areas: Sequence[Ruled], x: float, y: float) -> int:
    """Number of the column there, -1 outside of all tables; different tables never share one."""
    for number, area in enumerate(areas):
        if area.ys[0] <= y <= area.ys[-1]:
            return number * 1000 + bisect_right(area.xs, x)
    return -1
