"""Redaction: a page's source, or a line of a log, without the personal data in it.

`redact` is for what is kept: it takes the leaks that were found in the page and hides each, however its
source spells it, so that table columns and hidden places are covered too. `scrub` is for what passes by,
logs and tracebacks: it knows no page and hides every number that could be somebody's.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType

from checks.privacy.leak import Leak, LeakType, squeeze
from checks.privacy.normal import clean

_PASSING = re.compile(
    r"(?<![0-9])(?:[1-9][0-9]{16}[0-9Xx]|[1-9][0-9]{14}|1[3-9][0-9]{9}|(?:6[02]|9[59])[0-9]{14,17})(?![0-9])"
)
_EDGE = 3
_TAG = re.compile(r"<[^<>]{0,300}>")


def redact(source: str, leaks: Iterable[Leak]) -> str:
    """The source with every leaked value masked; whatever is not leaked stays as it was.

    An illness is struck only where its bearer is named: elsewhere it is a word like others.
    """
    values = [(one.clear, one.masked) for one in leaks if one.clear and _is_meant(one, source)]
    for clear, shown in values:
        source = clear.struck_from(source, shown)
    squeezed = _squeezed(source)  # what is left is spelt otherwise: few, of the many on a long list
    for clear, shown in values:
        if clear.stands_in(squeezed):
            source = clear.hidden_in(source, shown)
    return source


def _is_meant(leak: Leak, source: str) -> bool:
    if leak.type is LeakType.WEAKMASK:
        return False
    return leak.type is not LeakType.MEDICAL or leak.linked_to in source


def _squeezed(source: str) -> str:
    """The source twice, with its tags (an attribute may leak) and without (a number may span them)."""
    plain = clean(source, quoted=True).text
    return squeeze(plain) + "\n" + squeeze(_TAG.sub("", plain))


def scrub(line: str) -> str:
    """A line of a log without identity numbers, mobiles and cards, whether or not they are somebody's."""
    return _PASSING.sub(_hidden, line)


class ScrubbedFormatter(logging.Formatter):
    """Scrubs the whole line, traceback included: an exception may carry a page's words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be kept."""
        return scrub(super().format(record))


def scrubbed_traceback(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """For `sys.excepthook`: what a dying process says, without anybody's numbers in it."""
    sys.stderr.write(scrub("".join(traceback.format_exception(kind, error, trace))))


def _hidden(match: re.Match[str]) -> str:
    number = match[0]
    return number[:_EDGE] + "*" * (len(number) - _EDGE - 1) + number[-1]
