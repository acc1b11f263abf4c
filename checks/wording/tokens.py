"""A sentence as the character model reads it: one token a character, digits and Latin in runs."""

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。！？；!?;\n\r]+[。！？；!?;]*[”’」』）)》]?")
_RUN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|.", re.DOTALL)
_SAME = str.maketrans({",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"})


def sentences(text: str) -> Iterator[str]:
    """Cut at the stops and at line ends."""
    return (match[0] for match in _SENTENCE.finditer(text))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """As `sentences`, but their spans."""
    return (match.span() for match in _SENTENCE.finditer(text))


def tokens(sentence: str) -> tuple[list[str], list[int]]:
    """The tokens, and where each starts. A number is 0, a Latin word A, a blank _."""
    read: list[str] = []
    places: list[int] = []
    for match in _RUN.finditer(sentence.translate(_SAME)):
        written = match[0]
        first = written[0]
        if "0" <= first <= "9":
            written = "0"
        elif first.isascii() and first.isalpha():
            written = "A"
        elif first.isspace():
            written = "_"
        read.append(written)
        places.append(match.start())
    return read, places
