"""抓取计划: all that a crawl child is told. It reads no settings and no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.mapping import FeedMapping
from core.subject import Subject


@dataclass(frozen=True, slots=True)
class CrawlLimits:
    """Bounds of one subject's crawl. Seconds, bytes, counts."""

    max_pages: int
    max_depth: int
    max_seconds: float
    timeout: float  # per request
    max_body: int  # bytes of a page
    max_attachment: int
    delay: float  # between two requests to one host
    concurrency: int
    recheck_after: float  # seconds between looks at a suspected dead link
    rechecks: int
    max_renders: int
    column_pages: int  # how many pages of one column's list are read
    max_attachments: int = 0  # how many are fetched to be read; the others are only looked at
    read_pictures: bool = False  # pictures are fetched and read like attachments (extra [ocr])
    max_codes: int = 0  # how many pictures in places for codes are fetched to be decoded
    max_code: int = 0  # bytes of such a picture


@dataclass(frozen=True, slots=True)
class Plan:
    """One subject's crawl."""

    run: str
    subject: Subject
    as_of: datetime
    limits: CrawlLimits
    folder: str  # where this crawl keeps its frontier while it lives
    blobs: str  # root of the blob store
    user_agent: str
    proxy: str = ""
    allow_private: bool = False
    obey_robots: bool = False
    browser: str = ""  # path of a Chromium; "" where there is none
    excluded_links: tuple[str, ...] = ()  # patterns of links that are never accused
    since: datetime | None = None  # accounts: how far back posts are wanted
    memory: str = ""  # file that keeps what pages were from crawl to crawl; "" to remember nothing
    refresh_days: int = 1  # a deep page that is remembered is asked again at least so often
    recipes: str = ""  # TOML file of site recipes


@dataclass(frozen=True, slots=True)
class Round:
    """A light look at many subjects in one child: availability probes, or account feeds."""

    run: str
    kind: str  # probe | accounts
    subjects: tuple[Subject, ...]
    as_of: datetime
    timeout: float
    concurrency: int
    user_agent: str
    blobs: str
    proxy: str = ""
    allow_private: bool = False
    browser: str = ""
    since: datetime | None = None  # accounts: how far back posts are wanted
    per_platform_delay: float = 1.0  # seconds between two requests to one platform
    platform_delays: Mapping[str, float] = field(default_factory=dict, hash=False)
    quiet_hours: Mapping[str, str] = field(
        default_factory=dict, hash=False
    )  # platform -> 23:00-06:00
    mappings: tuple[FeedMapping, ...] = ()
    credentials: str = ""  # path of the office's file of references to secrets; never a secret
    now: datetime | None = None  # the parent's time at the start, where it is not the machine's
