"""Numbers of a notice, each bound to what it counts, so that none is printed that nobody re-adds.

A bound number is written into the rendered text between private-use signs together with its
source (`网站.合格`, `类型/死链.数量`); `recount` reads them off again and the printer drops the signs.
"""

import re
from dataclasses import dataclass

from reports.printable import clean


class Disagreement(ValueError):  # noqa: N818 - it is what was found, in a Chinese sentence
    """Text, annexes and tally do not say the same. Nothing was printed."""


class Figure(int):
    """A whole number that knows what it counts. Arithmetic on it gives a plain int, which no
    template may print."""

    source: str

    def __new__(cls, value: int, source: str) -> "Figure":
        """`source` is its name in `recount`."""
        made = super().__new__(cls, value)
        made.source = source
        return made


class Share(str):
    """A rate or a score as printed, that knows what it says."""

    source: str
    __slots__ = ("source",)

    def __new__(cls, text: str, source: str) -> "Share":
        """`source` is its name in `recount`."""
        made = super().__new__(cls, text)
        made.source = source
        return made


@dataclass(frozen=True, slots=True)
class Said:
    """A number as the text says it."""

    source: str
    text: str


_BOUND = re.compile("\ue000([^\ue001]*)\ue001([^\ue002]*)\ue002")
_QUOTED = re.compile("\ue003([^\ue004]*)\ue004")
# A share or a count of watched things. "5个工作日", "6个月" and "一是" are the law's and the office's words.
_LOOSE = re.compile(r"\d+(?:\.\d+)?\s*(?:[%％]|(?:个|家|起|处|条)(?!工作日|自然日|月|小时|季度))")


def write(value: object) -> object:
    """What a template's `{{ }}` puts down. Raises Disagreement for a number bound to nothing."""
    if isinstance(value, Figure):
        return f"\ue000{value.source}\ue001{int(value)}\ue002"
    if isinstance(value, Share):
        return f"\ue000{value.source}\ue001{value!s}\ue002"
    if not isinstance(value, str):
        raise Disagreement(f"模板直接输出了自行计算的值“{value}”，通报中的数字只能取自统计变量")
    return value


def quoted(text: str, limit: int = 0) -> str:
    """Somebody's name or words: numbers inside are theirs and are not counted by us."""
    return f"\ue003{clean(text, limit)}\ue004"


def said(text: str) -> tuple[Said, ...]:
    """The bound numbers of a rendered text, in order."""
    return tuple(Said(*found) for found in _BOUND.findall(text))


def loose_number(text: str) -> str:
    """The first count or share in the text that is bound to nothing, "" where all are."""
    found = _LOOSE.search(_QUOTED.sub("", _BOUND.sub("", text)))
    return found[0] if found else ""


def plain(text: str) -> str:
    """The text as printed: signs and sources gone."""
    return _QUOTED.sub(r"\1", _BOUND.sub(r"\2", text))
