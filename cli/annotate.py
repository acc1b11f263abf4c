"""批注稿: the document again, with a comment at each place at fault."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from docx import Document

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
        line = _line(reading.text, one.start) if words else ""
        held = [p for p in paragraphs if words and words in p.text]
        exact = [p for p in held if p.text.strip() == line] or held
        if not exact:
            lost += 1
            continue
        said = f"{one.message} {one.masked}".strip()
        document.add_comment(exact[0].runs, text=said, author=_AUTHOR, initials="政")
    written = BytesIO()
    document.save(written)
    return written.getvalue(), lost


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from document.paragraphs
    waiting = list(document.tables)
    while waiting:
        table = waiting.pop(0)
        for cell in dict.fromkeys(table._cells):
            yield from cell.paragraphs
            waiting += cell.tables


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)].strip()
