"""一次访问: one account's registered routes, tried in order, until one shows its posts."""

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from core.facts import DEAD, Feed, Interaction, LinkState, MenuLink, PageText, Profile
from core.gap import Gap, GapReason
from core.mapping import FeedMapping
from core.plan import Round
from core.snapshot import Source
from core.subject import Account, FeedRoute
from crawler.answer import Answer, snapshot_of
from crawler.failure import FAILURE_STATES, status_gap
from crawler.feeds import ADAPTERS, MAPPED, Adapter
from crawler.feeds.keys import Keys
from crawler.feeds.looking import Call, Screen
from crawler.fetch import Ask, Fetcher
from crawler.journal import keep_body
from crawler.pen import Pen
from crawler.progress import Finished, Noun, Seen
from crawler.screens import Screens
from crawler.steady import Steady

log = logging.getLogger(__name__)

_Told = Feed | Profile | Interaction | Gap
ACCOUNT_FACTS = ("Feed", "Profile", "Interaction")


@dataclass(frozen=True, slots=True)
class Eyes:
    """What all visits of a Round share."""

    job: Round
    fetcher: Fetcher
    screens: Screens
    keys: Keys
    tokens: MutableMapping[str, str]
    pen: Pen | None = None


class Visit:
    """One account's. It is the Looking of its adapters: each address is asked once."""

    def __init__(
        self, eyes: Eyes, account: Account, pace: Steady, emit: Callable[[Noun], None]
    ) -> None:
        self._eyes = eyes
        self._account = account
        self._pace = pace
        self._emit = emit
        self._answers: dict[str, Answer] = {}
        self._screens: dict[tuple[str, str], Screen | Gap] = {}
        self.keys = eyes.keys
        self.tokens = eyes.tokens

    def now(self) -> datetime:
        """The fetch time."""
        return self._eyes.fetcher.clock()

    def mapping(self, name: str) -> FeedMapping:
        """The mapping that a route names; `pay` asks only for those that are there."""
        return next(one for one in self._eyes.job.mappings if one.name == name)

    async def answer(self, url: str) -> Answer:
        """What stands at that address."""
        if url not in self._answers:
            answer = await self._get(Ask(url))
            self._answers[url] = self._keep(answer)
        return self._answers[url]

    async def call(self, call: Call) -> Answer:
        """What an interface says. Nothing that is kept or told holds its token."""
        answer = await self._get(Ask(call.url, headers=call.headers, body=call.body))
        hidden = replace(
            answer,
            url=call.shown,
            final_url=call.shown,
            detail="" if call.url != call.shown else answer.detail,
        )
        return self._keep(hidden) if call.kept else hidden

    async def _get(self, ask: Ask) -> Answer:
        """At the platform's pace; a line that broke is tried once more before we call it unknown."""
        for last in (False, True):
            await self._pace.turn()
            answer = await self._eyes.fetcher.get(ask)
            self._pace.heard(answer)
            if last or answer.failure not in _PASSING:
                break
        return answer

    async def screen(self, url: str, response: str) -> Screen | Gap:
        """What a browser shows there."""
        key = (url, response)
        if key not in self._screens:
            await self._pace.turn()
            seen = await self._eyes.screens.look(url, response)
            self._pace.over()
            if isinstance(seen, Screen):
                caught = tuple(map(self._keep, seen.caught))
                seen = Screen(self._keep(seen.answer), caught, self._keep(seen.picture))
            self._screens[key] = seen
        return self._screens[key]

    async def link(self, name: str, url: str) -> MenuLink:
        """Whether a menu's address opens; a door that looks shut is tried twice, as a browser."""
        state, detail = LinkState.UNKNOWN, ""
        for as_browser in (False, True):
            answer = await self._eyes.fetcher.get(Ask(url, whole=False, as_browser=as_browser))
            state, detail = _state_of(answer)
            if state not in DEAD:
                break
        return MenuLink(name, url, state, detail)

    async def pay(self) -> None:
        """Try the routes in order. Every failure on the way is told."""
        try:
            await self._pay()
        finally:
            self._emit(Finished(self._account.key))

    async def _pay(self) -> None:
        if not self._account.routes:
            for of in ACCOUNT_FACTS:
                self._tell(Gap(of, self._account.key, GapReason.NO_ROUTE))
            return
        missing: dict[str, Gap] = {}
        told: set[str] = set()
        fresh = (
            False  # else the next way is asked, too: this one may have stopped working unnoticed
        )
        for route in self._account.routes:
            adapter = self._adapter(route)
            if isinstance(adapter, Gap):
                missing.setdefault("Feed", adapter)
                continue
            for noun in await self._ask(adapter, route, told):
                of = noun.of if isinstance(noun, Gap) else type(noun).__name__
                if isinstance(noun, Gap):
                    missing.setdefault(of, noun)
                    continue
                if isinstance(noun, Feed) and not (noun.posts or noun.complete or noun.partial):
                    missing.setdefault(of, replace(_NOTHING, url=noun.source.url))
                    continue
                told.add(of)
                self._tell(noun)
                if isinstance(noun, Feed):
                    self._tell_texts(noun)
                    if noun.partial:
                        told.discard("Feed")  # another way may show the rest
                        missing["Feed"] = replace(_PARTIAL, url=route.url)
                    elif _newest(noun) > self.now() - _FRESH:
                        fresh = True
            if fresh:
                break
        if missing.get("Feed") and missing["Feed"].detail == _PARTIAL.detail:
            del missing["Feed"]  # what was seen stands; the Feed itself says that it is partial
        first = next(iter(missing.values()), Gap("Feed", "", GapReason.NOT_LOOKED))
        for of in ACCOUNT_FACTS:
            if of in missing and of not in told:
                self._tell(missing[of])
            elif of == "Profile" and of not in told:
                self._tell(replace(first, of="Profile"))

    async def _ask(self, adapter: Adapter, route: FeedRoute, told: set[str]) -> "list[_Told]":
        """What is not yet known, the posts first: they decide whether the next route is tried."""
        account, since = self._account, self._eyes.job.since
        questions: list[tuple[str, Callable[[], Awaitable[_Told]]]] = [
            ("Profile", lambda: adapter.probe(account, route)),
            ("Feed", lambda: adapter.latest(account, route, since)),
            ("Interaction", lambda: adapter.interaction(account, route)),
        ]
        return [
            await self._answered(of, route, question)
            for of, question in questions
            if of == "Feed" or of not in told
        ]

    async def _answered(
        self, of: str, route: FeedRoute, question: Callable[[], Awaitable[_Told]]
    ) -> _Told:
        """A platform may say what no adapter foresaw; that must not end the round for all others."""
        try:
            return await question()
        except Exception as crash:
            log.exception("“%s”的返回内容未能读取", self._account.name)
            why = f"返回的不是约定的结构（{type(crash).__name__}）"
            return Gap(of, route.url, GapReason.UNREADABLE, why)

    def _adapter(self, route: FeedRoute) -> Adapter | Gap:
        if kind := ADAPTERS.get(route.adapter):
            return kind(self)
        for one in self._eyes.job.mappings:
            if one.name == route.adapter:
                return MAPPED[one.kind](self)
        why = f"没有名为“{route.adapter}”的获取方式"
        return Gap("Feed", route.url, GapReason.NO_ROUTE, why)

    def _tell_texts(self, feed: Feed) -> None:
        """Posts are published text like any page; those before `since` were read in earlier rounds."""
        since = self._eyes.job.since
        for post in feed.posts:
            old = since and post.published and post.published.at < since
            if not old and (post.title or post.text):
                source = Source(
                    post.url or feed.source.url, feed.source.snapshot, feed.source.fetched_at
                )
                text = post.text if post.title in post.text else f"{post.title}\n{post.text}"
                self._tell(PageText(source, post.title, text, kind="post"))

    def _keep(self, answer: Answer) -> Answer:
        if answer.body:
            struck = self._eyes.pen.struck(answer) if self._eyes.pen else None
            body = answer.body if struck is None else struck
            sha256 = keep_body(Path(self._eyes.job.blobs), body)
            answer = replace(answer, sha256=sha256)
            self._tell(snapshot_of(answer))
        return answer

    def _tell(self, noun: Any) -> None:
        self._emit(Seen(self._account.key, noun))


_PASSING = frozenset({GapReason.TIMEOUT, GapReason.DROPPED, GapReason.REFUSED})
_PARTIAL = Gap("Feed", "", GapReason.NOT_LOOKED, "该方式只给出部分内容")
_NOTHING = Gap("Feed", "", GapReason.UNREADABLE, "返回的列表为空，平台没有说明是否从未发布")
_FRESH = timedelta(days=7)  # half of the law's two weeks
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _newest(feed: Feed) -> datetime:
    """The newest stated time that has come."""
    at = feed.source.fetched_at
    times = (p.published.at for p in feed.posts if p.published)
    return max((one for one in times if at is None or one <= at), default=_NEVER)


def _state_of(answer: Answer) -> tuple[LinkState, str]:
    if answer.failure:
        return FAILURE_STATES.get(answer.failure, LinkState.UNKNOWN), answer.detail
    if answer.looped:
        return LinkState.REDIRECT_LOOP, ""
    gap = status_gap(answer.status, challenged=answer.challenged)
    detail = f"HTTP {answer.status}" if gap else ""
    return (FAILURE_STATES.get(gap, LinkState.UNKNOWN), detail) if gap else (LinkState.OK, "")
