"""批注稿: the document again, with a comment at each place at fault."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.text.run import Run

from cli.proofreading import Found
from extract.attachments.reading import Reading

_AUTHOR = "政巡"


def annotated(body: bytes, reading: Reading, found: Iterable[Found]) -> tuple[bytes, int]:
    """The docx with comments, and how many places found none (in headers, boxes, hidden places)."""
    document = Document(BytesIO(body))
    paragraphs = [p for p in _paragraphs(document) if p.runs]
    lost = 0
    for one in found:
        words = reading.text[one.start : one.end] if one.start >= 0 else ""
        line, before, inside = _line(reading.text, one.start)
        held = [p for p in paragraphs if words and words in p.text]
        exact = [p for p in held if p.text.strip() == line]
        if not held:
            lost += 1
            continue
        paragraph = exact[min(before, len(exact) - 1)] if exact else held[0]
        said = f"{one.message} {one.masked}".strip()
        runs = _runs(paragraph, words, inside if exact else 0)
        document.add_comment(runs, text=said, author=_AUTHOR, initials="政")
    written = BytesIO()
    document.save(written)
    return written.getvalue(), lost


def _runs(paragraph: Any, words: str, inside: int) -> list[Any]:
    """The runs that hold just these words, cut out of longer ones; the whole runs around the place
    where a run holds more than text."""
    text = "".join(run.text for run in paragraph.runs)
    offset = inside + len(text) - len(text.lstrip())
    start = text.find(words, max(0, offset))
    start = text.find(words) if start < 0 else start
    if start < 0:  # the words run over a link or a field
        return list(paragraph.runs)
    _cut(paragraph, start)
    _cut(paragraph, start + len(words))
    at, chosen = 0, []
    for run in paragraph.runs:
        if at < start + len(words) and start < at + len(run.text):
            chosen.append(run)
        at += len(run.text)
    return chosen


def _cut(paragraph: Any, place: int) -> None:
    """Make one run end and another begin at the place."""
    at = 0
    for run in paragraph.runs:
        inner = place - at
        at += len(run.text)
        if 0 < inner < len(run.text):
            plain = {child.tag.rpartition("}")[2] for child in run._r} <= {"rPr", "t"}
            if plain:
                rest = deepcopy(run._r)
                run._r.addnext(rest)
                whole = run.text
                run.text = whole[:inner]
                Run(rest, run._parent).text = whole[inner:]
            return


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from document.paragraphs
    waiting = list(document.tables)
    while waiting:
        table = waiting.pop(0)
        for cell in dict.fromkeys(table._cells):
            yield from cell.paragraphs
            waiting += cell.tables


def _line(text: str, start: int) -> tuple[str, int, int]:
    """The line of the place, how many lines like it stand before, and the offset in it."""
    begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", max(start, 0))
    whole = text[begin : end if end >= 0 else len(text)]
    line = whole.strip()
    before = sum(one.strip() == line for one in text[:begin].splitlines())
    return line, before, start - begin - (len(whole) - len(whole.lstrip()))
