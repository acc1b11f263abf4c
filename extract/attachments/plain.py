"""文本: txt, csv, html."""

import csv
from datetime import UTC, datetime
from io import StringIO

from extract.attachments.draft import Draft
from extract.encoding import decode
from extract.page import read_page

_DELIMITERS = (",", "\t", ";")
_LEAST = 2  # columns of a table that is one
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # dates of the page are not asked for here


def read_text(draft: Draft, body: bytes) -> None:
    """Lines as they stand."""
    draft.line(decode(body).text.replace("\0", ""))


def read_csv(draft: Draft, body: bytes) -> None:
    """Rows by the delimiter that parts most lines alike."""
    text = decode(body).text.replace("\0", "")
    lines = text.splitlines()[:50]
    delimiter = max(_DELIMITERS, key=lambda d: sum(line.count(d) for line in lines))
    csv.field_size_limit(draft.limits.characters)
    try:
        rows = [
            [" ".join(cell.split()) for cell in row]
            for row in csv.reader(StringIO(text), delimiter=delimiter)
        ]
    except csv.Error:
        rows = []
    width = max(map(len, rows), default=0)
    if width < _LEAST:
        draft.line(text)
        return
    draft.table(f"表{draft.next_table()}", [row + [""] * (width - len(row)) for row in rows])


def read_html(draft: Draft, body: bytes) -> None:
    """As a page of a site is read."""
    page = read_page(body, "http://unknown.invalid/", fetched_at=_NO_TIME).text
    draft.line(page.text)
    for grid in page.grids:
        draft.grid(grid)
    for hidden in page.hidden:
        draft.hide(hidden.place, hidden.text)
