"""成语: one character of a set phrase stands for another of the same sound or look.

A half of the idiom is intact, so halves are looked for and the other half is compared: three
thousand idioms need no list of their wrong forms.
"""

from collections.abc import Iterator
from functools import cache
from importlib import resources

import ahocorasick

from checks.wording import confusables
from checks.wording.apart import apart
from checks.wording.borders import made_of_words
from checks.wording.confusables import SAME

_NEAREST = 8  # looks-alike of a character that count

Hit = tuple[int, int, str]
"""Start, end, the idiom as it should be."""


class Idioms:
    """The idioms, ready to be looked for."""

    def __init__(self, version: str, listed: tuple[str, ...]) -> None:
        """`listed`: four characters or more each."""
        self.version, self._right = version, frozenset(listed)
        halves: dict[str, list[tuple[str, int]]] = {}
        for idiom in listed:
            middle = len(idiom) // 2
            halves.setdefault(idiom[:middle], []).append((idiom, 0))
            halves.setdefault(idiom[middle:], []).append((idiom, middle))
        self._halves = ahocorasick.Automaton()
        for half, holders in halves.items():
            self._halves.add_word(half, (len(half), tuple(holders)))
        self._halves.make_automaton()

    def find(self, text: str) -> list[Hit]:
        """In order of place; a text made of other words (意气|分发) is left alone."""
        hits = [
            hit
            for hit in self._candidates(text)
            if not made_of_words(text[hit[0] : hit[1]]) and text[hit[0] : hit[1]] not in self._right
        ]
        return apart(hits, lambda hit: (hit[0], hit[1]))

    def _candidates(self, text: str) -> Iterator[Hit]:
        size = len(text)
        for last, (length, holders) in self._halves.iter(text):
            for idiom, offset in holders:
                start = last + 1 - length - offset
                end = start + len(idiom)
                if start < 0 or end > size:
                    continue
                # the half that was not looked for
                here, there = (start + length, end) if offset == 0 else (start, start + offset)
                rest = idiom[here - start : there - start]
                if _one_alike(text[here:there], rest):
                    yield start, end, idiom


def _one_alike(written: str, right: str) -> bool:
    """They differ in one place, in characters alike."""
    at = -1
    for k, (a, b) in enumerate(zip(written, right, strict=True)):
        if a != b:
            if at >= 0:
                return False
            at = k
    return at >= 0 and written[at] in _alike(right[at])


@cache
def _alike(character: str) -> frozenset[str]:
    glyphs = confusables.load()
    same = {one for one, kind in glyphs.candidates(character) if kind == SAME}
    looks = glyphs.shapes.get(character, "")[:_NEAREST] + glyphs.rare.get(character, "")
    return frozenset(same | set(looks))


@cache
def load() -> Idioms:
    """The shipped list."""
    text = (resources.files(__package__) / "data" / "idioms.txt").read_text("utf-8")
    head, *rows = text.splitlines()
    return Idioms(head.removeprefix("# version ").split(";")[0], tuple(rows))
