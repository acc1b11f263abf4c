"""数据岛: lists that a page carries as records in a script, for its own script to lay out (大汉 jpage)."""

from datetime import datetime

from core.facts import ListEntry
from extract.entries import own_entries
from extract.layout import read_layout
from extract.links import find_links
from extract.listing import read_listings
from extract.tree import Tree, grow
from extract.words import read_words

_MARK = "<record"
_START, _END = "<![CDATA[", "]]>"


def read_records(tree: Tree, url: str, charset: str, now: datetime) -> tuple[ListEntry, ...]:
    """The entries that stand as <record><![CDATA[<li>…</li>]]></record>; () where there are none."""
    pieces: list[str] = []
    for _, script in tree.scripts():
        if _MARK not in script:
            continue
        for piece in script.split(_START)[1:]:
            record, end, _ = piece.partition(_END)
            if end and "<a" in record:
                pieces.append(
                    record if "<li" in record or "<tr" in record else f"<li>{record}</li>"
                )
    if not pieces:
        return ()
    table = "<tr" in pieces[-1]
    inner = grow(f"<table>{''.join(pieces)}</table>" if table else f"<ul>{''.join(pieces)}</ul>")
    links = find_links(inner, url, charset)
    listings = read_listings(inner, read_words(inner), read_layout(inner), links, now)
    return own_entries(listings, home=False)
