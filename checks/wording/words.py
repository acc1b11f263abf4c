"""错别字词表: wrong forms that are never right, with the borders inside which they are none.

`data/words.tsv`, tab-separated: id, wrong, right, severity (fail | advice), not_after, not_before,
why. `not_after` and `not_before` list, by |, what may not stand there directly before or after;
按装 before 配 is no misprint of 安装 (按装配式建筑 …).
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick


@dataclass(frozen=True, slots=True)
class Word:
    """One wrong form and what it should be."""

    id: str
    wrong: str
    right: str
    severity: str
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether the borders let it be the wrong word here."""
        return not (
            (self.not_after and text.endswith(self.not_after, 0, start))
            or (self.not_before and text.startswith(self.not_before, end))
        )


def parse(lines: str) -> tuple[str, tuple[Word, ...]]:
    """The file's version (first line, `# version X`) and its entries. ValueError names the line."""
    head, *rows = lines.splitlines()
    if not head.startswith("# version "):
        raise ValueError("第1行：缺少 # version")
    words = []
    for number, row in enumerate(rows, start=2):
        if not row or row.startswith("#"):
            continue
        cells = row.split("\t")
        if len(cells) < 4:  # noqa: PLR2004 - id, wrong, right, severity
            raise ValueError(f"第{number}行：少于4列")
        id_, wrong, right, severity, *rest = cells
        after, before, *_ = [*rest, "", ""]
        words.append(Word(id_, wrong, right, severity, _list(after), _list(before)))
    return head.removeprefix("# version ").strip(), tuple(words)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(one for one in cell.split("|") if one)


@cache
def load() -> tuple[str, ahocorasick.Automaton]:
    """Version, and the automaton over all wrong forms; values are `Word`."""
    text = (resources.files(__package__) / "data" / "words.tsv").read_text("utf-8")
    version, words = parse(text)
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word.wrong, word)
    automaton.make_automaton()
    return version, automaton
