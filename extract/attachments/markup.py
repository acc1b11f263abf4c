"""HTML as office-oxide writes it for doc, wps and ppt: blocks as lines, tables joined again."""

import re
from typing import Any, Literal

from lxml import html
from office_oxide import Document, OfficeOxideError

from extract.attachments.draft import Draft
from extract.attachments.reading import UnreadableError

OldForm = Literal["doc", "ppt", "xls", "xlsx", "docx", "pptx"]
_SEAM = re.compile(r"</table>\s*<table>")
_BREAK = re.compile(r"<br ?/?>")
_MAX_DEEP = 40


def read_oxide(draft: Draft, body: bytes, form: OldForm) -> None:
    """doc, xls, ppt, docx, xlsx or pptx by office-oxide. UnreadableError where it refuses."""
    try:
        with Document.from_bytes(body, form) as document:
            written = document.to_html()
    except (OfficeOxideError, ValueError, OSError) as wrong:
        raise UnreadableError("文件已损坏或有密码保护") from wrong
    if not written.strip():
        return
    # It gives each row of an old Word table a table of its own.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    root = html.fromstring(_BREAK.sub("\n", _SEAM.sub("", written)).encode(), parser=parser)
    _blocks(draft, root, 0)


def _blocks(draft: Draft, element: Any, depth: int) -> None:
    for one in element:
        if one.tag == "table":
            _table(draft, one)
        elif one.tag in ("div", "section", "body", "ul", "ol") and depth < _MAX_DEEP:
            _blocks(draft, one, depth + 1)
        elif isinstance(one.tag, str):
            draft.line(_text(one))


def _table(draft: Draft, table: Any) -> None:
    rows = [[_text(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    width = max(map(len, rows), default=0)
    draft.table(f"表{draft.next_table()}", [row + [""] * (width - len(row)) for row in rows])


def _text(element: Any) -> str:
    return "\n".join(" ".join(line.split()) for line in element.text_content().splitlines()).strip()
