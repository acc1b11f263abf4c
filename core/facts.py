"""事实: what was gathered, in the words that checks read.

The crawler and the extractors write these; the checks read them; nobody else speaks between them.
Every fact has a `source`. A fact of a new kind is added here and in `Fact` below.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.clock import beijing_day
from core.snapshot import Source
from core.subject import ColumnKind, Platform


class Precision(StrEnum):
    """How much of a stated time was stated."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stated time: aware moment (Beijing), how precise, and the name of the rule that read it."""

    at: datetime
    precision: Precision
    rule: str

    @property
    def day(self) -> date:
        """The Beijing day."""
        return beijing_day(self.at)


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One line of a list page."""

    title: str
    url: str
    published: date | None
    pinned: bool = False
    date_rule: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """首页. `nav_only` where it holds no list, only ways in (then second-level pages speak for it)."""

    source: Source
    title: str
    entries: tuple[ListEntry, ...]
    nav_only: bool = False


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """栏目: its newest list pages read as one. `kind` decides the window."""

    source: Source
    name: str
    kind: ColumnKind
    entries: tuple[ListEntry, ...]
    level: int = 1  # 1 = first-level column
    has_text: bool = False  # a single-page column (概况, 机构职能) has text and no list
    cycle_days: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """正文页: its title and dates. Its words stand in `PageText`."""

    source: Source
    title: str
    published: Stamp | None
    meta_published: Stamp | None = None
    origin: str = ""  # 来源
    column: str = ""


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text that a reader does not see: its place (attribute, comment, script, hidden sheet …)."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as rows of cells, spans filled; `place` says which table it was.

    Rows and columns that no reader sees (hidden ones, a hidden sheet) stand in `rows` too, so that
    a number there finds its name; their indices from 0 are named beside.
    """

    place: str
    rows: tuple[tuple[str, ...], ...]
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundLeak:
    """A leak of personal data that was found before the text was stored, and struck out of it.

    `person` is a masked name, `person_key` tells people apart (a keyed digest).
    """

    kind: str
    masked: str
    start: int
    end: int
    severity: int
    rule: str
    person: str = ""
    person_key: str = ""
    locator: str = ""
    hidden: bool = False
    count: int = 1
    candidates: int = 0


@dataclass(frozen=True, slots=True)
class PageText:
    """文本: the words of one page, attachment or post. `main` is the span of the main text in `text`."""

    source: Source
    title: str
    text: str
    kind: str = "page"  # page | attachment | post
    main: tuple[int, int] | None = None
    grids: tuple[Grid, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    holder: str = ""  # the page that links an attachment
    leaks: tuple[FoundLeak, ...] = ()  # found and struck out before this was stored


class LinkState(StrEnum):
    """链接状态. Closed list; only the first group may be called dead."""

    NOT_FOUND = "not_found"  # 404, 410
    SERVER_ERROR = "server_error"  # 5xx, seen again later
    DNS_FAILED = "dns_failed"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    REDIRECT_LOOP = "redirect_loop"
    SOFT_404 = "soft_404"
    MALFORMED = "malformed"
    EMPTY = "empty"  # a picture or attachment of no bytes, or of the wrong type

    OK = "ok"
    BLOCKED = "blocked"  # 403, 405, 412, 429, 521, challenge: it may live
    TLS_FAILED = "tls_failed"  # a finding of its own, not a dead link
    EXCLUDED = "excluded"  # by the office's own list, or never to be fetched (mailto:, tel:)
    UNKNOWN = "unknown"  # not asked, or not settled


DEAD = frozenset(
    {
        LinkState.NOT_FOUND,
        LinkState.SERVER_ERROR,
        LinkState.DNS_FAILED,
        LinkState.REFUSED,
        LinkState.TIMEOUT,
        LinkState.REDIRECT_LOOP,
        LinkState.SOFT_404,
        LinkState.MALFORMED,
        LinkState.EMPTY,
    }
)
"""States that count as 错链、死链, once confirmed."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A page that holds a link, and how it is written there."""

    page: str
    text: str = ""
    locator: str = ""  # a[href], img[src], css url …


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """链接: one address, its settled state, and every page that holds it (the weightiest first)."""

    source: Source
    state: LinkState
    holders: tuple[Holder, ...]
    status: int = 0
    kind: str = "page"  # page | picture | attachment | style | script | frame | form
    internal: bool = True
    on_home: bool = False
    in_template: bool = False
    tries: int = 1
    detail: str = ""
    held: int = 0  # how many pages hold it; `holders` names the weightiest of them


@dataclass(frozen=True, slots=True)
class Probe:
    """可用性探测: one look at the front door. `opened` is True for an answer that a reader could use."""

    source: Source
    at: datetime
    opened: bool
    seconds: float
    status: int = 0
    error: str = ""  # GapReason value, where there was no answer


@dataclass(frozen=True, slots=True)
class Footer:
    """页脚标识: what stands at the foot of a page. A mark that is absent maps to None."""

    source: Source
    marks: Mapping[str, str | None] = field(hash=False)


FOOTER_MARKS: dict[str, str] = {
    "icp": "ICP备案号",
    "police": "公安备案号",
    "id_code": "网站标识码",
    "conac": "党政机关网站标识",
    "find_errors": "“我为政府网站找错”入口",
    "sitemap": "网站地图",
    "contact": "联系方式",
    "sponsor": "主办单位",
    "accessibility": "适老化、无障碍标识",
}
"""The nine marks (国办发〔2017〕47号), by their keys in `Footer.marks`."""


@dataclass(frozen=True, slots=True)
class HiddenAnchor:
    """A link that a reader cannot see, and by what trick."""

    url: str
    text: str
    trick: str


@dataclass(frozen=True, slots=True)
class HiddenAnchors:
    """暗链: the hidden links of one page that lead to foreign hosts. Empty where there are none."""

    source: Source
    anchors: tuple[HiddenAnchor, ...]


class AccountState(StrEnum):
    """账号状态, as a visitor finds it."""

    LIVE = "live"
    CLOSED = "closed"
    LOGIN_REQUIRED = "login_required"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Profile:
    """账号资料, as the platform shows it."""

    source: Source
    state: AccountState
    shown_name: str = ""
    verified_subject: str = ""
    intro: str = ""
    quality: str = "page"  # official | feed | page | manual


@dataclass(frozen=True, slots=True)
class Post:
    """发布内容: one published item of an account."""

    id: str
    title: str
    url: str
    published: Stamp | None
    text: str = ""
    pinned: bool = False
    kind: str = "article"
    original: bool | None = None
    counts: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Feed:
    """账号更新: the posts that one way of looking found; `complete` if it reached back to `since`."""

    source: Source
    posts: tuple[Post, ...]
    quality: str = "feed"  # official | feed | page | manual
    since: datetime | None = None
    complete: bool = False
    partial: bool = False  # this way never shows everything (微信“发布”接口 leaves out 群发)


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A way in that an account offers, and whether it opens."""

    name: str
    url: str
    state: LinkState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Interaction:
    """互动功能, as far as one way of looking shows it. None: that way does not tell."""

    source: Source
    menus: tuple[MenuLink, ...] | None = None
    comments_open: bool | None = None
    auto_reply: bool | None = None
    downloads: tuple[MenuLink, ...] | None = None  # of an app: where its store page sends a reader
    quality: str = "page"  # official | feed | page | manual


@dataclass(frozen=True, slots=True)
class Filing:
    """备案情况: what the register itself says beside the account's own row."""

    source: Source
    siblings: tuple[str, ...] = ()  # other running accounts of this sponsor on this platform


@dataclass(frozen=True, slots=True)
class CodePicture:
    """二维码: a picture in a place for codes, the words beside it, and what its codes say."""

    source: Source  # the picture's own
    page: str
    words: str = ""
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountMention:
    """An account that a site's pages lead to or name. `handle` or `url` is "" where only a name stands.

    `picture` is the code that leads there. One that names no account itself (微信 hands out riddles)
    has no `handle`: then `name` is only what stands beside it.
    """

    platform: Platform
    handle: str
    name: str
    url: str
    page: str  # where a reader meets it
    registered: bool
    own_ground: bool  # on the home page or in the site's template: the site calls it its own
    picture: str = ""


@dataclass(frozen=True, slots=True)
class AccountMentions:
    """账号线索: all of one site, held against the register. Empty where its pages name none."""

    source: Source
    mentions: tuple[AccountMention, ...]


Fact = (
    HomePage
    | ColumnPage
    | Article
    | PageText
    | LinkTarget
    | Probe
    | Footer
    | HiddenAnchors
    | Profile
    | Feed
    | Interaction
    | Filing
    | CodePicture
    | AccountMentions
)


def newest(entries: tuple[ListEntry, ...], not_after: date) -> date | None:
    """The latest stated date, or None. A date after `not_after` is a misprint, never an update."""
    return max(
        (e.published for e in entries if e.published and e.published <= not_after), default=None
    )
