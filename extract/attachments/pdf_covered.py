"""涂黑未删除: text that a page holds and does not show: under a box, behind a picture, white on white.

What a reader sees is asked of the rendered page itself: where characters should be and all pixels are
alike, nothing is to be read, by whatever trick.
"""

import re
from collections.abc import Sequence
from typing import Any

from extract.attachments.boxes import Piece, is_han, lines_of, text_of
from extract.attachments.pdf_words import Sheet

BLOT = "█"
_EVEN = 20  # grey levels by which the pixels of an unseen character may differ
_LEAST = 4  # characters side by side; a lone dot or a full stop may leave no ink
_MAX_POINTS = 4_000  # sides of a page that is rendered


def blot_covered(sheet: Sheet, pieces: Sequence[Piece]) -> list[str]:
    """Lines with words that nobody sees, whole; in `pieces` those words become blots."""
    if not pieces or max(sheet.width, sheet.height) > _MAX_POINTS:
        return []
    bitmap = sheet.page.render(scale=1, grayscale=True)
    rows = _rows(bitmap)
    found: list[tuple[Piece, str]] = []
    for piece in pieces:
        blotted = _blotted(piece, rows)
        if blotted != piece.text:
            found.append((piece, blotted))
    if not found:
        return []
    touched = {id(piece) for piece, _ in found}
    told = [
        text_of(line.pieces)
        for line in lines_of(pieces)
        if any(id(p) in touched for p in line.pieces)
    ]
    for piece, blotted in found:
        piece.text = blotted
    return told


def _rows(bitmap: Any) -> list[bytes]:
    whole, step, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width
    return [whole[at : at + width] for at in range(0, step * bitmap.height, step)]


def _blotted(piece: Piece, rows: Sequence[bytes]) -> str:
    """The text with a blot for each character that left no ink."""
    top, bottom = max(int(piece.y0), 0), min(int(piece.y1) + 1, len(rows))
    left, right = max(int(piece.x0), 0), int(piece.x1) + 1
    if bottom - top < 2 or len(piece.text) < _LEAST:  # noqa: PLR2004 - off the page
        return piece.text
    wide = (piece.x1 - piece.x0) / len(piece.text)
    run = max(int(wide * _LEAST * 0.6), 3)
    middle = rows[(top + bottom) // 2][left:right]
    if not re.search(rb"(?s)(.)\1{%d}" % run, middle):
        return piece.text  # ink all along: the common case, told by one row of pixels
    seen = [_has_ink(rows[top:bottom], x0, x1) for x0, x1 in _characters(piece)]
    signs = list(piece.text)
    at = 0
    while at < len(signs):
        end = at
        while end < len(signs) and not seen[end]:
            end += 1
        if end - at >= _LEAST:
            signs[at:end] = BLOT * (end - at)
        at = max(end, at + 1)
    return "".join(signs)


def _characters(piece: Piece) -> list[tuple[float, float]]:
    """About where each character stands: Chinese is twice as wide as figures."""
    weights = [2 if is_han(sign) else 1 for sign in piece.text]
    step = (piece.x1 - piece.x0) / sum(weights)
    places, at = [], piece.x0
    for weight in weights:
        places.append((at, at + weight * step))
        at += weight * step
    return places


def _has_ink(rows: Sequence[bytes], x0: float, x1: float) -> bool:
    left, right = max(int(x0), 0), max(int(x1 + 0.5), int(x0) + 1)
    darkest, lightest = 255, 0
    for row in rows[1:-1] or rows:
        pixels = row[left:right]
        if pixels:
            darkest, lightest = min(darkest, min(pixels)), max(lightest, max(pixels))
    return lightest - darkest >= _EVEN
