"""What the engine reports: one place in a text, what stands there, what should."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How far a report may be trusted, and who must look at it."""

    SEVERE = "A"  # 严重表述错误: a fixed phrase in a wrong form; a person confirms
    CERTAIN = "A-"  # 错别字: never right anywhere
    SUSPECTED = "B"  # 疑似: the language model prefers another reading
    ADVICE = "C"  # 提示: style and form


@dataclass(frozen=True, slots=True)
class Misprint:
    """`start` and `end` are offsets in the text as it was handed in, `score` is 0 to 1."""

    start: int
    end: int
    wrong: str
    suggestion: str
    tier: Tier
    score: float
    rule: str  # id of the entry, with the version of its file or model
    kind: str  # 国名, 固定提法, 错别字, 疑似错别字, 标点 …
    severity: str  # fail | review | advice
    sentence: str  # the sentence it stands in, as it was written

    @property
    def locus(self) -> str:
        """The same fault on another page has the same locus: word and sentence, no address."""
        return mask(f"{self.wrong}→{self.suggestion}|{' '.join(self.sentence.split())}")


def marked(misprint: Misprint, text: str, width: int = 40) -> str:
    """The sentence with the place marked: 要认真【布署→部署】下一步工作. Long ones are cut to `width`
    characters on either side."""
    before, after = sentence_around(text, misprint.start, misprint.end)
    left, right = text[before : misprint.start], text[misprint.end : after]
    left = left if len(left) <= width else "…" + left[-width:]
    right = right if len(right) <= width else right[:width] + "…"
    place = f"{misprint.wrong}→{misprint.suggestion}" if misprint.suggestion else misprint.wrong
    return mask(f"{left.lstrip()}【{place}】{right.rstrip()}")


_NUMBER = re.compile(r"(?<!\d)\d{7,}[Xx]?(?!\d)")


def mask(quote: str) -> str:
    """Long numbers (identity, bank, telephone) keep their first three digits only: a sentence that
    is quoted for its misprint must not carry somebody's number into a notice."""
    return _NUMBER.sub(lambda number: number[0][:3] + "*" * (len(number[0]) - 3), quote)


_STOP = re.compile("[。！？；!?;\n\r\x0b\x0c\u2028\u2029]")
_REACH = 200  # a page without stops is cut here


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence that holds [start, end): from stop to stop, at most `_REACH` out."""
    near = text[max(0, start - _REACH) : start]
    left = start - len(_STOP.split(near)[-1])
    stop = _STOP.search(text, end, end + _REACH)
    if stop is None:
        return left, min(len(text), end + _REACH)
    return left, stop.end() if stop[0] in "。！？；!?;" else stop.start()
