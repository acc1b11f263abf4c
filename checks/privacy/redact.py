"""Redaction: a page's source, or a line of a log, without the personal data in it.

`redact` is for what is kept: it takes the leaks that were found in the page and hides each, however its
source spells it, so that table columns and hidden places are covered too. `scrub` is for what passes by,
logs and tracebacks: it knows no page and hides every number that could be somebody's.
"""

import re
from collections.abc import Iterable

from checks.privacy.leak import Leak, LeakType

_PASSING = re.compile(
    r"(?<![0-9])(?:[1-9][0-9]{16}[0-9Xx]|[1-9][0-9]{14}|1[3-9][0-9]{9}|(?:6[02]|9[59])[0-9]{14,17})(?![0-9])"
)
_EDGE = 3


def redact(source: str, leaks: Iterable[Leak]) -> str:
    """The source with every leaked value masked; whatever is not leaked stays as it was."""
    for leak in leaks:
        if leak.clear is not None and leak.type is not LeakType.WEAKMASK:
            source = leak.clear.hidden_in(source, leak.masked)
    return source


def scrub(line: str) -> str:
    """A line of a log without identity numbers, mobiles and cards, whether or not they are somebody's."""
    return _PASSING.sub(_hidden, line)


def _hidden(match: re.Match[str]) -> str:
    number = match[0]
    return number[:_EDGE] + "*" * (len(number) - _EDGE - 1) + number[-1]
