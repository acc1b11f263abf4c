"""二维码认成文字: pictures that the crawl fetched are decoded here, each in a child under limits."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from core.blob import blob_path, unpack
from core.facts import CodePicture, Fact
from core.gap import Gap, GapReason
from core.snapshot import Snapshot
from documents.worker import read_safely
from extract.attachments.reading import Limits, Reading
from scheduler.attachments import file_name

_LIMITS = Limits(seconds=8.0, memory=1_000_000_000, codes=True)


def with_codes(
    nouns: Iterable[Fact | Gap | Snapshot], blobs: Path
) -> Iterator[Fact | Gap | Snapshot]:
    """The same nouns; a picture says what its codes say, or gives way to the Gap that tells why not.

    The same bytes under two addresses are decoded once. A picture without a code is no fact.
    """
    known: dict[str, Reading | Gap] = {}
    for noun in nouns:
        if not isinstance(noun, CodePicture):
            yield noun
            continue
        sha256, url = noun.source.snapshot, noun.source.url
        if sha256 not in known:
            known[sha256] = _decode(blob_path(blobs, sha256), file_name(url))
        read = known[sha256]
        if isinstance(read, Gap):
            yield Gap("CodePicture", url, read.reason, read.detail)
        elif read.troubles:
            yield Gap("CodePicture", url, read.troubles[0].reason, read.troubles[0].detail)
        elif says := tuple(filter(_is_address, read.text.splitlines())):
            yield replace(noun, says=says)


def _decode(path: Path, name: str) -> Reading | Gap:
    try:
        body = unpack(path.read_bytes())
    except (OSError, EOFError):
        return Gap("CodePicture", name, GapReason.UNREADABLE, "图片未能取出")
    return read_safely(body, name, _LIMITS)


def _is_address(said: str) -> bool:
    """Whatever else a code holds (a name card, a telephone number) is nobody's account."""
    return said.lower().startswith(("http://", "https://"))
