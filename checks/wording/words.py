"""词表: wrong forms as they are listed, with the borders inside which they are none.

Tab-separated: id, wrong, right, severity (fail | review | advice), not_after, not_before, kind,
basis, example, counter-example; trailing columns may be left out. `not_after` and `not_before`
list, by |, what may not stand there directly before or after: 按装 before 配 is no misprint of
安装 (按装配式建筑 …).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick

from checks.wording import versioned

_COLUMNS = 10
_LEAST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """One wrong form and what it should be."""

    id: str
    wrong: str
    right: str
    severity: str
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    kind: str = ""
    basis: str = ""
    example: str = ""
    counter: str = ""

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether the borders let it be the wrong word here."""
        return not (
            (self.not_after and text.endswith(self.not_after, 0, start))
            or (self.not_before and text.startswith(self.not_before, end))
        )


class Words:
    """A list, ready to be looked for."""

    def __init__(self, version: str, listed: tuple[Word, ...]) -> None:
        """One automaton over all wrong forms."""
        self.version, self.listed = version, listed
        self._automaton = ahocorasick.Automaton()
        for word in listed:
            self._automaton.add_word(word.wrong, word)
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, Word]]:
        """The longest at each place, where its borders let it stand."""
        for last, word in self._automaton.iter_long(text) if self.listed else ():
            start, end = last + 1 - len(word.wrong), last + 1
            if word.stands(text, start, end):
                yield start, end, word


def parse(text: str) -> Words:
    """A list from its file; `# version X` is its first line. ValueError names the line."""
    version, rows = versioned.split(text)
    words = []
    for number, row in enumerate(rows, start=2):
        if not row or row.startswith("#"):
            continue
        cells = row.split("\t")
        if not _LEAST_COLUMNS <= len(cells) <= _COLUMNS:
            raise ValueError(f"第{number}行：应有4至10列，实有{len(cells)}列")
        id_, wrong, right, severity, *rest = cells
        if severity not in ("fail", "review", "advice"):
            raise ValueError(f"第{number}行：级别“{severity}”不是 fail、review、advice")
        after, before, *about = [*rest, "", ""][:2] + rest[2:]
        words.append(Word(id_, wrong, right, severity, _list(after), _list(before), *about))
    return Words(version, tuple(words))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(one for one in cell.split("|") if one)


@cache
def load(name: str) -> Words:
    """A shipped list: words.tsv (misprints), terms.tsv (wrong names for places, organs, peoples)."""
    return parse((resources.files(__package__) / "data" / name).read_text("utf-8"))
