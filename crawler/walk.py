"""走一遍: a subject's pages from its front door outwards, each read once, every link noted.

The walk is the same each time it is made over the same answers; `journal` says why that matters.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from time import monotonic

from core.clock import Clock
from core.facts import Article, LinkState
from core.gap import Gap, GapReason
from core.plan import Plan
from core.subject import Account
from crawler.answer import Answer, snapshot_of
from crawler.columns import Columns
from crawler.fetch import READ, Ask, Fetcher
from crawler.glance import Glance
from crawler.lanes import Lanes
from crawler.ledger import Ledger
from crawler.progress import Noun, Progress
from crawler.reader import Reader
from crawler.renderer import Renderer
from crawler.robots import Robots
from crawler.scope import Scope, absolute, same_page, site_host
from crawler.settle import is_front, look_at, unread_reason
from crawler.strangers import Strangers
from extract.links import Link
from extract.page import PageReading

_RANK_COLUMN = 1.0  # before every other page
_BROWSER = "（浏览器）"  # its lane: no host is called so
_TELL_EVERY = 1.0  # seconds between two Progress


class Walk:
    """One subject's walk."""

    def __init__(
        self,
        plan: Plan,
        emit: Callable[[Noun], None],
        fetcher: Fetcher,
        lanes: Lanes,
        renderer: Renderer,
        reader: Reader,
        already: frozenset[str],
        clock: Clock,
    ) -> None:
        if isinstance(plan.subject, Account):
            raise TypeError("an account has no pages to walk")
        self.plan = plan
        self.clock = clock
        self.emit = emit
        self.fetcher = fetcher
        self.lanes = lanes
        self.renderer = renderer
        self.reader = reader
        self.home = absolute(plan.subject.url)
        self.front = ""  # where the front door ended
        self.scope = Scope(plan.subject, self.home)
        self.columns = Columns(plan.subject.columns, plan.limits.column_pages)
        self.ledger = Ledger()
        self.strangers = Strangers(plan.excluded_links)
        self.robots = Robots(plan.user_agent)
        self.why_stopped: GapReason | None = None  # nothing more is begun
        self.unread = 0  # pages known and left unread by a limit
        self.pages = 0
        self.tells_footers = True  # False where a frame that may hold the marks could not be read
        self.failed: dict[str, tuple[GapReason, str]] = {}
        self._early: dict[str, tuple[LinkState, Answer, str]] = {}  # read before any link was seen
        self._already = already
        self._budget = max(plan.limits.max_pages - len(already), 0)
        self._entered: set[str] = set()
        self._bodies: set[str] = set()
        self._told = 0.0
        self.glance = Glance(self)

    def begin(self, home: PageReading, answer: Answer) -> None:
        """Take the front door's reading and set out."""
        self.front = answer.final_url
        self.scope.widen(answer.final_url)
        self._budget -= self.home not in self._already
        self._entered |= {same_page(self.home), same_page(answer.final_url)}
        for url in {self.home, answer.final_url}:
            self._settle_look(url, LinkState.OK, answer, "")
        for url in self.columns.urls():
            self.enter(url, 1, _RANK_COLUMN)
        self.read(self.home, answer, home, 0)

    def enter(self, url: str, depth: int, rank: float = 0.0) -> bool:
        """Let a page be read, once. False where a limit says no."""
        key = same_page(url)
        if key in self._entered:
            return True
        if not self.robots.allow(url):
            self.failed[url] = (GapReason.ROBOTS, "")
            self.columns.failed(url, GapReason.ROBOTS, "")
            return False
        known = url in self._already
        if not known and (
            self._budget <= 0 or depth > self.plan.limits.max_depth or self.scope.endless(url)
        ):
            self.unread += 1
            return False
        self._entered.add(key)
        self._budget -= not known
        fresh = 0 < rank <= _RANK_COLUMN + 1
        work = partial(self._page, url, depth, fresh)
        self.lanes.put(site_host(url), rank or 10.0 + depth, work)
        return True

    async def _page(self, url: str, depth: int, fresh: bool) -> None:
        answer = await self.fetcher.get(Ask(url, READ, fresh=fresh))
        self.take(url, answer, depth)

    def take(self, url: str, answer: Answer, depth: int) -> LinkState:
        """Make of an answer what can be made: facts, links, or the reason for a Gap."""
        state, detail = look_at(answer, "page", self.front)
        reading = None
        if answer.status and answer.status < 400 and answer.is_html and answer.sha256:  # noqa: PLR2004
            if self.scope.internal(answer.final_url):
                reading = self.reader.read(answer)
            if reading and state is LinkState.OK:
                state, detail = self.strangers.judge(reading, answer)
        self._settle_look(url, state, answer, detail)
        if state is LinkState.OK and reading:
            if reading.needs_render and self.renderer.left > 0:
                work = partial(self._render, url, answer, reading, depth)
                self.lanes.put(_BROWSER, depth, work)
            else:
                self.read(url, answer, reading, depth)
        elif reason := unread_reason(answer, state):
            self.columns.failed(url, reason, detail)
            self.failed[url] = (reason, detail)
        return state

    async def _render(self, url: str, answer: Answer, reading: PageReading, depth: int) -> None:
        """Read the page as its scripts leave it; as it came, where no browser could."""
        if rendered := await self.renderer.render(answer.final_url):
            answer, reading = rendered, self.reader.read(rendered)
        self.read(url, answer, reading, depth)

    def gaps(self) -> Iterator[Gap]:
        """Pages that were asked for and never read. A page that is not there is nobody's gap."""
        yield from self.glance.attachments.gaps()
        yield from self.glance.codes.gaps(self.home)
        for url, (reason, detail) in self.failed.items():
            if reason is not GapReason.NOT_FOUND:
                yield Gap("PageText", url, reason, detail)
                yield Gap("HiddenAnchors", url, reason, detail)

    def read(self, asked: str, answer: Answer, reading: PageReading, depth: int) -> None:
        """Tell what a page says, and follow where it leads."""
        self.pages += 1
        self.failed.pop(asked, None)
        if reading.error_kind == "not_text":
            self.failed[asked] = (GapReason.UNREADABLE, "内容不是文字")
        elif reading.kind == "shell":
            self.failed[asked] = (GapReason.NOT_RENDERED, reading.needs_render)
        twin = answer.sha256 in self._bodies  # "/" and "/index.html": one page, two addresses
        self._bodies.add(answer.sha256)
        if not twin:
            self.emit(snapshot_of(answer))
            self._tell_page(reading)
        for url in self.columns.read(asked, reading):
            self.enter(url, depth, _RANK_COLUMN + 1)
        own = (
            c for c in reading.columns if self.scope.readable(c.url) and not self._is_home(c.url)
        )
        for url in self.columns.found(own, max(depth, 1)):
            self.enter(url, depth + 1, _RANK_COLUMN)
        self.glance.codes.expect(asked, reading.codes)
        self.note(asked, reading.links, depth, follow=not twin or depth == 0)
        self.progress()

    def _is_home(self, url: str) -> bool:
        return is_front(url, self.front)

    def _tell_page(self, reading: PageReading) -> None:
        if reading.kind == "article":
            self.emit(
                Article(
                    reading.source,
                    reading.title,
                    reading.published,
                    reading.meta_published,
                    reading.origin,
                    reading.column,
                )
            )
        self.emit(reading.text)
        if self.tells_footers:
            self.emit(reading.footer)
        self.emit(reading.hidden_anchors)

    def note(self, holder: str, links: tuple[Link, ...], depth: int, *, follow: bool) -> None:
        """Enter the links that a page or a style sheet holds; `follow`: pages among them are read."""
        page = self.ledger.page(holder)
        for link in links:
            target = self.ledger.note(page, link)
            if target is not None:
                target.internal = bool(link.url) and self.scope.internal(link.url)
                self.glance.pursue(target, link, depth, follow=follow)

    def looked_early(self, url: str) -> tuple[LinkState, Answer, str] | None:
        """A look that was taken before any link to the address was seen."""
        return self._early.get(same_page(url))

    def _settle_look(self, url: str, state: LinkState, answer: Answer, detail: str) -> None:
        target = self.ledger.targets.get(same_page(url))
        if target is not None:
            target.looked(state, answer, detail)
        else:
            self._early[same_page(url)] = (state, replace(answer, body=b""), detail)

    def progress(self) -> None:
        """Say how far the walk is, every now and then."""
        now = monotonic()
        if now - self._told >= _TELL_EVERY:
            self._told = now
            self.tell("正在抓取")

    def tell(self, message: str) -> None:
        """Say how far the walk is."""
        fetched = self.fetcher.bytes
        self.emit(
            Progress(self.pages, len(self.ledger.targets), self.lanes.waiting, fetched, message)
        )
