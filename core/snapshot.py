"""快照: what one fetch brought, without its bytes (those lie in the blob store under their sha256)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One fetch. `sha256` is of the stored body, "" where there was none."""

    url: str
    final_url: str
    status: int
    sha256: str
    size: int  # bytes of the body
    fetched_at: datetime
    seconds: float  # from the request to the last byte
    media_type: str = ""
    by: str = "http"  # http | browser
    etag: str = ""
    last_modified: str = ""  # verbatim: some servers want the very string back
    weight: int = 0  # bytes that a browser loaded to show the page
    errors: tuple[str, ...] = ()  # what the browser's console complained of


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: enough for an official to see the same bytes again."""

    url: str
    snapshot: str = ""  # sha256
    fetched_at: datetime | None = None
