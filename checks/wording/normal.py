"""规整: a text as the matchers want it, and the way back to where each character stood.

Widths are folded, entities read, characters without a glyph dropped; addresses are blanked out,
so that nothing in them is ever read as words.
"""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass

BLANK = "\ue000"
"""Stands for what must not be read: an address, code. No phrase holds it."""

_FOLD = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_FOLD |= {0x3000: 0x20, 0xA0: 0x20, 0x2002: 0x20, 0x2003: 0x20, 0x2009: 0x20, 0x202F: 0x20}

_GLYPHLESS = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_DROPPED = re.compile(
    rf"[{_GLYPHLESS}]+"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});"
    # letter-spaced titles: 国 务 院 办 公 厅
    rf"|(?<![{_HAN}])(?:[{_HAN}] {{1,4}}){{3,}}[{_HAN}](?![{_HAN}])"
)
_ADDRESS = re.compile(
    # Chinese after an address is a sentence that goes on, unless it is a step of the path
    r"(?:(?:https?|ftp|file)://|www\.)"
    rf"(?:[^\s\u3000-\u9fff\uff00-\uffef]|(?<=/)[{_HAN}]+(?=[/.]))+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Normal:
    """`text` to match against. Where lengths differ, `cuts[k]` says that from normal offset
    `cuts[k]` on, the original lies `shifts[k]` characters further."""

    text: str
    cuts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text of the span [start, end) here."""
        if not self.cuts:
            return start, end
        return self._back(start), self._back(end - 1) + 1

    def _back(self, at: int) -> int:
        k = bisect_right(self.cuts, at) - 1
        return at + (self.shifts[k] if k >= 0 else 0)


def normalise(raw: str) -> Normal:
    """Fold, drop and blank. Text that needs no change of length costs three fast passes."""
    text = _ADDRESS.sub(lambda m: BLANK * len(m[0]), raw.translate(_FOLD))
    if not _DROPPED.search(text):
        return Normal(text)
    parts: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    at = size = 0
    for match in _DROPPED.finditer(text):
        parts.append(text[at : match.start()])
        size += match.start() - at
        at = match.start()
        for kept, taken in _kept(match[0]):
            parts.append(kept)
            size += len(kept)
            at += taken
            cuts.append(size)
            shifts.append(at - size)
    parts.append(text[at:])
    return Normal("".join(parts), tuple(cuts), tuple(shifts))


def _kept(dropped: str) -> list[tuple[str, int]]:
    """What is left of each piece of a match, and how long the piece was."""
    if dropped.startswith("&"):
        read = html.unescape(dropped)
        if read == dropped:
            return [(dropped, len(dropped))]
        return [("" if read == "\xad" else read.translate(_FOLD), len(dropped))]
    if " " in dropped:
        return [(piece[0], len(piece)) for piece in re.findall(r"\S *", dropped)]
    return [("", len(dropped))]
