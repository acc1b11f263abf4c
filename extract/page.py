"""一页读成事实: the whole reading of one page, from its bytes. Pure, never raises, every outcome named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.facts import Footer, HiddenAnchors, ListEntry, PageText, Stamp
from core.snapshot import Source
from core.subject import Column
from extract.encoding import decode
from extract.links import Link, read_links
from extract.metas import read_metas
from extract.tree import grow
from extract.words import read_grids, read_hidden, read_words


@dataclass(frozen=True, slots=True)
class PageReading:
    """All that was read off one page. What is not there is empty, and nothing is guessed."""

    url: str
    source: Source
    kind: str  # home | list | article | other | shell | error
    title: str
    published: Stamp | None
    meta_published: Stamp | None
    date_rule: str
    origin: str  # 来源
    column: str
    encoding: str
    declared_encoding: str
    platform: str
    entries: tuple[ListEntry, ...]
    list_state: str  # filled | empty | not_loaded | none
    next_pages: tuple[str, ...]
    footer: Footer
    metas: Mapping[str, str] = field(hash=False)
    text: PageText
    hidden_anchors: HiddenAnchors
    links: tuple[Link, ...]
    columns: tuple[Column, ...]
    frames: tuple[str, ...]
    needs_render: str  # why a browser should look, "" where none need
    error_text: str  # the words of an error body sent with status 200, "" otherwise


def read_page(
    body: bytes,
    url: str,
    *,
    fetched_at: datetime,
    content_type: str = "",
    snapshot: str = "",
) -> PageReading:
    """Reads one page. `url` is absolute; `fetched_at` is aware: relative times hang on it."""
    decoded = decode(body, content_type)
    tree = grow(decoded.text)
    words = read_words(tree)
    source = Source(url, snapshot, fetched_at)
    metas = read_metas(tree)
    links = read_links(tree, url, decoded.encoding)
    title = metas.get("ArticleTitle") or next(
        (tree.text_of(row).strip() for row, tag in enumerate(tree.tags) if tag == "title"), ""
    )
    return PageReading(
        url=url,
        source=source,
        kind="other",
        title=title,
        published=None,
        meta_published=None,
        date_rule="",
        origin=metas.get("ContentSource", ""),
        column=metas.get("ColumnName", ""),
        encoding=decoded.encoding,
        declared_encoding=decoded.declared,
        platform="",
        entries=(),
        list_state="none",
        next_pages=(),
        footer=Footer(source, {}),
        metas=metas,
        text=PageText(
            source, title, words.text, grids=read_grids(tree, words), hidden=read_hidden(tree)
        ),
        hidden_anchors=HiddenAnchors(source, ()),
        links=links,
        columns=(),
        frames=tuple(one.url for one in links if one.kind == "frame" and one.url),
        needs_render="",
        error_text="",
    )
