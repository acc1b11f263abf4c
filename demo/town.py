"""One town folder read: a site, its columns, its accounts, its planted faults and their clean twins.

Ages are days before the monitoring point, never dates. Unknown or missing keys are refused by name.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from core.codec import decode
from core.result import Outcome
from core.subject import ColumnKind, Platform, Region, RunState, SiteCategory
from core.verdict import Grade
from demo.wire import Fault

TOWNS = Path(__file__).parent / "towns"


class Style(StrEnum):
    """Which publishing system the site looks like."""

    TRS = "trs"
    HANWEB = "hanweb"
    UCAP = "ucap"
    TABLE = "table"  # old, table layout


class Shape(StrEnum):
    """How a column's entries reach a reader."""

    LIST = "list"
    TEXT = "text"  # a single page of text
    EMPTY = "empty"
    DATASTORE = "datastore"  # hanweb: rows as CDATA in the page
    AJAX = "ajax"  # a script fetches JSON
    SCRIPT = "script"  # document.write


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """栏目. `newest`, `every`, `pinned` in days; `pinned` puts one entry of that age first."""

    name: str
    slug: str
    kind: ColumnKind
    count: int = 0
    newest: int = 1
    every: int = 2
    shape: Shape = Shape.LIST
    home: bool = False
    pinned: int = 0
    says: str = ""  # what an empty column says
    under: str = ""  # slug of the first-level column that it stands under


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """A link added to an article. `picture` links are shown, the others are anchors."""

    href: str
    text: str = ""
    picture: bool = False


@dataclass(frozen=True, slots=True)
class CodePlan:
    """A 二维码 on the home page: what it says, and the words under it."""

    says: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePlan:
    """What is special about one article: `column` is a slug, `place` 0 is the newest entry."""

    column: str
    place: int
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    links: tuple[LinkPlan, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    hidden: tuple[LinkPlan, ...] = ()
    markup: str = ""  # raw HTML at the end of the text
    gone: bool = False  # listed, but its page is not there


@dataclass(frozen=True, slots=True)
class Extra:
    """An address beside the generated pages. `seconds` are real ones, scaled by the city's pace."""

    path: str
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    text: str = ""
    location: str = ""
    seconds: float = 0.0
    head: int = 0  # the status of a HEAD, where it differs
    robots: int = 0  # the status that a robot gets
    busy_first: int = 0  # so many requests get 503 before it recovers
    fault: Fault = Fault.NONE


@dataclass(frozen=True, slots=True)
class Storm:
    """Weather of the whole site: hours before the monitoring point, `until` < age <= `since`."""

    since: float
    until: float
    fault: Fault = Fault.NONE
    status: int = 200  # 503 and its like, where the line itself holds
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SitePlan:
    """网站. `charset` is what the bytes are; `header` and `meta` what is said of them."""

    code: str
    name: str
    host: str
    category: SiteCategory
    style: Style
    sponsor: str
    supervisor: str
    topics: tuple[str, ...]
    places: tuple[str, ...]
    https: bool = False
    charset: str = "utf-8"
    header: str = "utf-8"
    meta: str = "utf-8"
    home_dates: str = "%m-%d"
    list_dates: str = "%Y-%m-%d"
    per_page: int = 12
    marks: Mapping[str, str] = field(default_factory=dict, hash=False)  # missing|commented|script
    storms: tuple[Storm, ...] = ()
    guarded: bool = False  # a firewall turns everybody away: nothing is known of the site
    dark: bool = False  # it never answers at all
    nav_only: bool = False
    home_links: tuple[LinkPlan, ...] = ()
    hidden_home: tuple[LinkPlan, ...] = ()
    codes: tuple[CodePlan, ...] = ()
    drop_down: bool = False  # friendly links in a hidden drop-down
    session_ids: bool = False  # the home page's links carry a session id
    calendar: bool = False  # a calendar whose months never end
    soft: bool = False  # what is not there is told with status 200
    state: RunState = RunState.RUNNING

    @property
    def url(self) -> str:
        """The front door, as registered."""
        return f"{'https' if self.https else 'http'}://{self.host}/"


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """账号. `ages` in days, in the order in which the platform lists them."""

    platform: Platform
    handle: str
    name: str
    ages: tuple[int, ...] = ()
    shown: str = ""  # the name that the platform shows, where it differs
    wire: str = "rss"  # rss | atom | json | none, or a platform's own shape (demo/wires)
    also: str = ""  # a second way to reach it
    fault: str = ""  # error | captcha | empty | garbled | throttled | login | closed | token_… …
    pinned: bool = False  # the first post is pinned
    grade: Grade = Grade.QUALIFIED
    grade_without_browser: Grade | None = None
    state: RunState = RunState.RUNNING
    subject: str = ""  # 认证主体 that the platform shows, where it is not the sponsor
    menus: tuple[str, ...] = ()  # "name:slug"; a slug that begins with "gone" leads nowhere
    comments: bool = True
    auto_reply: bool = True
    mass_sent: tuple[int, ...] = ()  # numbers of posts that went out as 群发: not in 发布
    no_download: bool = False
    words: str = ""  # a paragraph planted in the newest post


@dataclass(frozen=True, slots=True)
class PlantedPlan:
    """A planted fault: where by `column`, `article` ("slug/place"), `path`, `url` or `account`."""

    check: str
    outcome: Outcome = Outcome.FAIL
    column: str = ""
    article: str = ""
    path: str = ""
    url: str = ""
    account: str = ""  # handle
    mark: str = ""
    picture: bool = False  # only the words in a picture tell it


@dataclass(frozen=True, slots=True)
class TwinPlan:
    """A place that looks like a fault and is none; `why` says what saves it."""

    check: str
    why: str
    column: str = ""
    article: str = ""
    path: str = ""
    url: str = ""
    account: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """One folder."""

    region: Region
    site: SitePlan
    grade: Grade
    grade_without_browser: Grade | None = None
    columns: tuple[ColumnPlan, ...] = ()
    articles: tuple[ArticlePlan, ...] = ()
    extras: tuple[Extra, ...] = ()
    accounts: tuple[AccountPlan, ...] = ()
    planted: tuple[PlantedPlan, ...] = ()
    twins: tuple[TwinPlan, ...] = ()

    def column(self, slug: str) -> ColumnPlan:
        """The column of that slug."""
        return next(one for one in self.columns if one.slug == slug)


def read_town(file: Path) -> Town:
    """Raises ValueError that names the file and the key."""
    try:
        town: Town = decode(Town, tomllib.loads(file.read_text("utf-8")))
    except ValueError as wrong:
        raise ValueError(f"{file}: {wrong}") from wrong
    _agree(town, file)
    return town


@cache
def towns(folder: Path = TOWNS) -> tuple[Town, ...]:
    """Every town of the city, by the name of its folder."""
    return tuple(read_town(file) for file in sorted(folder.glob("*/town.toml")))


def _agree(town: Town, file: Path) -> None:
    """Every slug that is spoken of is a column, every place an entry of it."""
    columns = {one.slug: one for one in town.columns}
    handles = {one.handle for one in town.accounts}
    if len(columns) != len(town.columns):
        raise ValueError(f"{file}: two columns have one slug")
    if len(handles) != len(town.accounts):
        raise ValueError(f"{file}: two accounts have one handle")
    articles = {(one.column, one.place) for one in town.articles}
    spots: tuple[PlantedPlan | TwinPlan, ...] = (*town.planted, *town.twins)
    for spot in spots:
        if spot.article:
            slug, _, number = spot.article.partition("/")
            articles.add((slug, int(number)))
        if spot.column and spot.column not in columns:
            raise ValueError(f"{file}: no column {spot.column!r}")
        if spot.account and spot.account not in handles:
            raise ValueError(f"{file}: no account {spot.account!r}")
    for slug, place in articles:
        if slug not in columns or not 0 <= place < columns[slug].count:
            raise ValueError(f"{file}: no entry {place} in column {slug!r}")
    for column in town.columns:
        if column.newest < 1 or (column.count and column.shape in (Shape.EMPTY, Shape.TEXT)):
            raise ValueError(f"{file}: column {column.slug!r} contradicts itself")
