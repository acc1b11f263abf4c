"""Tables that lost their lines: a header of labels, then rows of as many words. PDF text, pasted lists, csv."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.privacy.columns import Col, kind_of

_WORD = r"[^\s,，|｜;；。：:]{1,16}+"
_HEADER = re.compile(rf"^(?:{_WORD}[ \t\u3000,，|｜;；]++){{1,24}}+{_WORD}$", re.MULTILINE)
_FIELD = re.compile(r"[^\s,，|｜;；]+")
_PATIENCE = 2  # lines of another shape before the table is over
_LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A grid found in text, and where each of its cells begins."""

    rows: tuple[tuple[str, ...], ...]
    starts: tuple[tuple[int, ...], ...]


def tables_in(text: str) -> Iterator[Listed]:
    """Every list with a header line of two labels or more, and at least one row that fits it."""
    after = 0
    for header in _HEADER.finditer(text):
        if header.start() < after:
            continue
        labels = list(_FIELD.finditer(text, *header.span()))
        known = [kind_of(m[0]) for m in labels]
        if sum(kind is not Col.UNKNOWN for kind in known) < max(2, len(labels) // 2):
            continue
        listed, after = _rows(text, header.end() + 1, labels)
        if listed is not None:
            yield listed


def _rows(text: str, place: int, labels: list[re.Match[str]]) -> tuple[Listed | None, int]:
    rows = [tuple(m[0] for m in labels)]
    starts = [tuple(m.start() for m in labels)]
    strange = 0
    while place < len(text) and strange < _PATIENCE and len(rows) < _LONGEST:
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        fields = list(_FIELD.finditer(text, place, end))
        if len(fields) == len(labels) and any(c.isdigit() for m in fields for c in m[0]):
            rows.append(tuple(m[0] for m in fields))
            starts.append(tuple(m.start() for m in fields))
            strange = 0
        elif fields:
            strange += 1
        place = end + 1
    if len(rows) == 1:
        return None, place
    return Listed(tuple(rows), tuple(starts)), place
