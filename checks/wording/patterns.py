"""用语规则: what must not be said, as a pattern: Taiwan among countries, a post that an organ does
not have, “五个自信”.

`data/patterns.tsv`, tab-separated: id, kind, severity, words of which one stands there by |, pattern
({引}, {回}: a quotation mark or none; the group `w` is what is wrong), what to write, basis, an
example that must be found, a counter-example that must not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick

from checks.wording import versioned

_REACH = 40
_MARKS = {"{引}": '[“"‘「]?', "{回}": '[”"’」]?'}
_COLUMNS = 9


@dataclass(frozen=True, slots=True)
class Rule:
    """One row."""

    id: str
    kind: str
    severity: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    better: str
    basis: str
    example: str
    counter: str


class Rules:
    """The rules, each asked only where one of its words stands."""

    def __init__(self, version: str, listed: tuple[Rule, ...]) -> None:
        """One automaton over all words."""
        self.version, self.listed = version, listed
        asked: dict[str, list[Rule]] = {}
        for rule in listed:
            for word in rule.words:
                asked.setdefault(word, []).append(rule)
        self._automaton = ahocorasick.Automaton()
        for word, rules in asked.items():
            self._automaton.add_word(word, tuple(rules))
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, Rule]]:
        """(start, end, rule) of each place."""
        read: dict[str, int] = {}  # how far a rule has looked
        for last, rules in self._automaton.iter(text):
            for rule in rules:
                since = read.get(rule.id, 0)
                if last < since:
                    continue
                for match in rule.pattern.finditer(text, max(since, last - _REACH), last + _REACH):
                    yield *match.span("w"), rule
                    read[rule.id] = match.end()
                    break


def parse(text: str) -> Rules:
    """From the file. ValueError names the line."""
    version, rows = versioned.split(text)
    listed = []
    for number, row in enumerate(rows, start=2):
        cells = row.split("\t")
        if len(cells) != _COLUMNS:
            raise ValueError(f"第{number}行：应有{_COLUMNS}列，实有{len(cells)}列")
        id_, kind, severity, words, pattern, *about = cells
        for mark, meant in _MARKS.items():
            pattern = pattern.replace(mark, meant)
        listed.append(
            Rule(id_, kind, severity, tuple(words.split("|")), re.compile(pattern), *about)
        )
    return Rules(version, tuple(listed))


@cache
def load() -> Rules:
    """The shipped rules."""
    return parse((resources.files(__package__) / "data" / "patterns.tsv").read_text("utf-8"))
