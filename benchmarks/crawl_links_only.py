"""Our crawl with nothing read off a page but its links: what a link checker does, for the comparison.

`python -m benchmarks.crawl_links_only JOB.json`. The walk, the fetching, the journal and the
confirmation are the product's; `read_page` alone is put out of action, here and nowhere else.
"""

import sys
from datetime import datetime

import crawler.reader
from core.facts import Footer, HiddenAnchors, PageText
from core.snapshot import Source
from crawler.__main__ import main
from extract.encoding import decode
from extract.links import read_links
from extract.page import PageReading
from extract.tree import grow


def _links_only(
    body: bytes,
    url: str,
    *,
    fetched_at: datetime,
    content_type: str = "",
    snapshot: str = "",
    **_: object,
) -> PageReading:
    decoded = decode(body, content_type)
    tree = grow(decoded.text)
    source = Source(url, snapshot, fetched_at)
    return PageReading(
        url=url,
        source=source,
        kind="other",
        title="",
        published=None,
        meta_published=None,
        date_rule="",
        origin="",
        column="",
        encoding="",
        declared_encoding="",
        platform="",
        entries=(),
        list_state="none",
        next_pages=(),
        footer=Footer(source, {}),
        metas={},
        text=PageText(source, "", ""),
        hidden_anchors=HiddenAnchors(source, ()),
        links=read_links(tree, url, decoded.encoding),
        columns=(),
        frames=(),
        needs_render="",
        error_text="",
    )


crawler.reader.read_page = _links_only  # type: ignore[assignment]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
