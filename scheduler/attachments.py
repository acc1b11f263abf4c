"""附件读成事实: what the crawl fetched is read here, in children under limits, and not kept.

An attachment may hold a list of people: its bytes wait in the crawl's box, and leave it to be read. Its hash,
size and date stay in the snapshot, its words go through the checks.
"""

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from core.facts import Fact, LinkTarget, PageText
from core.gap import Gap, GapReason
from core.plan import CrawlLimits
from core.snapshot import Snapshot
from crawler.box import Box
from documents.worker import read_safely
from extract.attachments.reading import Limits, Reading

_PICTURE_SECONDS = 120.0  # a scan of twenty pages takes its time


def read_attachments(
    nouns: Iterable[Fact | Gap | Snapshot], box: Box, bounds: CrawlLimits
) -> Iterator[PageText | Gap]:
    """One text for each document, also for those inside archives; a Gap for what could not be read.

    The same bytes under two addresses are read once.
    """
    limits = Limits(pictures=bounds.read_pictures)
    if bounds.read_pictures:
        limits = Limits(pictures=True, seconds=_PICTURE_SECONDS)
    links = [n for n in nouns if isinstance(n, LinkTarget) and n.kind in ("attachment", "picture")]
    read: dict[str, Reading | Gap] = {}
    for link in links:
        sha256 = link.source.snapshot
        if sha256 and sha256 not in read:
            try:
                body = box.take(sha256)
            except OSError:
                yield Gap("PageText", link.source.url, GapReason.UNREADABLE, "附件未能取出")
                continue
            read[sha256] = read_safely(body, file_name(link.source.url), limits)
        if sha256 in read:
            yield from _told(read[sha256], link)


def file_name(url: str) -> str:
    """The last part of the address, as a reader would save it."""
    return unquote(posixpath.basename(urlsplit(url).path), errors="replace") or url


def _told(reading: Reading | Gap, link: LinkTarget) -> Iterator[PageText | Gap]:
    url = link.source.url
    if isinstance(reading, Gap):
        yield Gap("PageText", url, reading.reason, reading.detail)
        return
    holder = link.holders[0] if link.holders else None
    title = (holder.text if holder else "") or reading.name
    for path, part in reading.walk():
        inner = path.partition("/")[2] if path != reading.name else ""
        if part.text or part.grids or part.hidden:
            yield PageText(
                link.source,
                f"{title} {inner}".strip(),
                part.text,
                "attachment",
                grids=part.grids,
                hidden=part.hidden,
                holder=holder.page if holder else "",
            )
        for trouble in part.troubles:
            place = " ".join(filter(None, (inner, trouble.place)))
            detail = f"{place}：{trouble.detail}" if place else trouble.detail
            yield Gap("PageText", url, trouble.reason, detail)
