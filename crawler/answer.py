"""回应: what one look at one address brought, or why it brought nothing."""

from dataclasses import dataclass, field
from datetime import datetime

from core.gap import GapReason
from core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is 0 where none came; then `failure` says why. `body` is kept for what can be read."""

    url: str
    final_url: str
    fetched_at: datetime
    seconds: float  # from the first request to the last byte, redirects included
    method: str = "GET"
    by: str = "http"  # http | browser
    status: int = 0
    failure: GapReason | None = None
    detail: str = ""
    looped: bool = False  # a ring of redirects, or too many of them
    content_type: str = ""
    length: int = -1  # bytes, as stated or received; -1 where neither is known
    sha256: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_after: float = 0.0
    is_html: bool = False  # a browser would show it as a page
    challenged: bool = False  # a firewall's script page stood in for the content
    personal: bool = False  # personal data was struck out of what is stored; `body` still holds it
    weight: int = 0  # bytes that a browser loaded to show the page, scripts and styles included
    errors: tuple[str, ...] = ()  # what its console complained of
    body: bytes = field(default=b"", repr=False)

    @property
    def media_type(self) -> str:
        """Lower case, without parameters."""
        return self.content_type.partition(";")[0].strip().lower()


def snapshot_of(answer: Answer) -> Snapshot:
    """The fetch as the rest of the house knows it."""
    return Snapshot(
        url=answer.url,
        final_url=answer.final_url,
        status=answer.status,
        sha256=answer.sha256,
        size=max(answer.length, 0),
        fetched_at=answer.fetched_at,
        seconds=answer.seconds,
        media_type=answer.media_type,
        etag=answer.etag,
        last_modified=answer.last_modified,
        by=answer.by,
        weight=answer.weight,
        errors=answer.errors,
    )


def looks_like_html(content_type: str, body: bytes) -> bool:
    """Whether a browser would show it as a page; an unstated type is taken at its first bytes."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type in ("text/html", "application/xhtml+xml"):
        return True
    start = body[:512].lstrip()[:15].lower()
    return media_type in ("", "text/plain", "application/octet-stream") and (
        start.startswith((b"<!doctype html", b"<html", b"<head", b"<!--"))
    )
