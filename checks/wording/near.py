"""近似: a text that is a fixed phrase but for one slip, found from the piece that is still right.

A phrase is cut into two pieces, a long one into three; a slip spoils one of them, so wherever a
piece stands the rest of its phrase is held against what is written.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import ahocorasick

LEAST = 6
"""Shortest phrase that is looked for like this: of a shorter one too little is left."""

_IN_THREE = 12
_OF_TWO = 4  # a shorter part with two wrong characters is another
Near = tuple[int, int, str, str]
"""Start, end, phrase, how: 替字 | 漏字 | 多字 | 倒字 | 两字."""


class Pieces:
    """Phrases by their pieces."""

    def __init__(self, texts: Iterable[tuple[str, frozenset[int]]]) -> None:
        """Each text with the places that another phrase answers for."""
        self._automaton = ahocorasick.Automaton()
        pieces: dict[str, list[tuple[str, str, str]]] = {}
        for text, held in texts:
            size = len(text)
            cuts = (
                (0, size // 3, 2 * size // 3, size) if size >= _IN_THREE else (0, size // 2, size)
            )
            for start, end in pairwise(cuts):
                if any(at not in held for at in (*range(start), *range(end, size))):
                    holder = text, text[:start], text[end:]
                    pieces.setdefault(text[start:end], []).append(holder)
        for piece, holders in pieces.items():
            self._automaton.add_word(piece, (len(piece), tuple(holders)))
        if pieces:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[Near]:
        """Every phrase that is written with one slip."""
        for last, (length, holders) in self._automaton.iter(text) if len(self._automaton) else ():
            stop, begin = last + 1, last + 1 - length
            for phrase, left, right in holders:
                before = text.endswith(left, 0, begin)
                after = text.startswith(right, stop)
                if before and not after:
                    written = text[stop : stop + len(right) + 2]
                    if slip := _slip(written, right):
                        yield begin - len(left), stop + slip[1], phrase, slip[0]
                elif after and not before:
                    written = text[max(0, begin - len(left) - 2) : begin]
                    if slip := _slip(written[::-1], left[::-1]):
                        yield begin - slip[1], stop + len(right), phrase, slip[0]


def _slip(written: str, part: str) -> tuple[str, int] | None:
    """How `written` begins like `part` with one slip in it, and how many characters that takes."""
    size, k = len(part), 0
    for one, other in zip(written, part, strict=False):
        if one != other:
            break
        k += 1
    near = part[1:2] in written[:2] or part[0] in written[1:3] or part[2:4] == written[2:4]
    if k == 0 and not near:
        return None  # as nearly always
    rest, there = part[k + 1 :], written[k:]
    turned = rest[:1] + part[k : k + 1]
    if rest and len(written) >= size and there.startswith(turned + rest[1:]):
        return "倒字", size
    if rest and written[k : size - 1] == rest:
        return "漏字", size - 1
    if len(written) > size and written[k + 1 : size + 1] == part[k:]:
        return "多字", size + 1
    if len(written) > size + 1 and written[k + 2 : size + 2] == part[k:]:
        return "多字", size + 2
    if len(written) >= size:
        if written[k + 1 : size] == rest:
            return "替字", size
        if size < _OF_TWO:
            return None
        differing = sum(a != b for a, b in zip(written, part, strict=False))
        if differing == 2:  # noqa: PLR2004
            return "两字", size
    return None
