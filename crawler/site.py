"""网站抓取: one subject's crawl, from plan to the last fact. A process does this once."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

from core.clock import Clock
from core.facts import FOOTER_MARKS, Footer, HomePage, LinkState
from core.gap import Gap, GapReason
from core.plan import Plan
from crawler.answer import Answer, snapshot_of
from crawler.carrier import Download, carry
from crawler.confirm import Confirm
from crawler.fetch import READ, Ask, Fetcher, Manners
from crawler.journal import Journal
from crawler.lanes import Lanes
from crawler.memory import Memory
from crawler.progress import Noun
from crawler.reader import Reader
from crawler.renderer import Renderer
from crawler.scope import site_host
from crawler.stop import on_stop
from crawler.walk import Walk, home_page, unread_reason
from extract.page import PageReading

log = logging.getLogger(__name__)

_DEPEND_ON_HOME = ("HomePage", "ColumnPage", "Footer", "LinkTarget", "PageText", "HiddenAnchors")
_FRAMES = 6  # frames of a front door that are read with it
_STUBS = 3  # "please wait" pages between the address and the front door
_READING_SHARE = 0.8  # of the time limit; the rest is for looking again


def crawl(plan: Plan, emit: Callable[[Noun], None], clock: Clock) -> None:
    """Crawl one subject and tell everything through `emit`. Starts and ends Scrapy's reactor.

    Started again on the same folder after a kill, it goes on where it was and tells all facts.
    SIGTERM ends it early: what was not reached is told as Gaps.
    """
    journal = Journal(Path(plan.folder), Path(plan.blobs))
    memory = Memory(Path(plan.memory), plan.refresh_days, clock()) if plan.memory else None

    async def job(download: Download) -> None:
        await _Crawl(plan, emit, clock, journal, memory, download).run()

    try:
        carry(
            job,
            any_address=plan.allow_private or bool(plan.proxy),  # names are the proxy's affair
            concurrency=plan.limits.concurrency,
            max_body=plan.limits.max_body,
        )
    finally:
        journal.close()
        if memory:
            memory.close()


class _Crawl:
    def __init__(
        self,
        plan: Plan,
        emit: Callable[[Noun], None],
        clock: Clock,
        journal: Journal,
        memory: Memory | None,
        download: Download,
    ) -> None:
        limits = plan.limits
        self._plan = plan
        self._emit = emit
        self._lanes = Lanes(limits.concurrency, max(limits.concurrency * 4, 16))
        self._fetcher = Fetcher(
            download,
            Manners(
                plan.user_agent,
                limits.timeout,
                limits.delay,
                limits.max_body,
                plan.proxy,
                plan.allow_private,
            ),
            journal,
            clock,
            memory,
        )
        self._renderer = Renderer(self._fetcher, plan.browser, limits.max_renders)
        self._walk = Walk(
            plan,
            emit,
            self._fetcher,
            self._lanes,
            self._renderer,
            Reader(self._fetcher, memory, plan.recipes),
            journal.taken(READ),
            clock,
        )
        self._why_stopped: GapReason | None = None
        self._home: HomePage | Gap | None = None

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        limit = self._plan.limits.max_seconds
        timers = [
            loop.call_later(limit * _READING_SHARE, self._stop_reading),
            loop.call_later(limit, self._stop, GapReason.BUDGET),
        ]
        try:
            with on_stop(lambda: self._stop(GapReason.INTERRUPTED)):
                await self._run()
        finally:
            for timer in timers:
                timer.cancel()
            await self._renderer.close()

    async def _run(self) -> None:
        home = await self._open_home()
        if home is None:
            return
        await self._learn_errors(home)
        await self._lanes.quiet()
        if self._why_stopped is None:
            self._lanes.resume()
        await Confirm(self._walk).run()
        self._seal()

    def _stop(self, why: GapReason) -> None:
        self._why_stopped = self._why_stopped or why
        self._lanes.stop()

    def _stop_reading(self) -> None:
        self._walk.unread += self._lanes.waiting
        self._lanes.stop()

    async def _open_home(self) -> PageReading | None:
        """The front door, asked again at spaced times before it is called shut."""
        answer, reading = await self._first_page()
        for turn in range(1, self._plan.limits.rechecks + 1):
            if reading:
                break
            await self._lanes.rest(self._plan.limits.recheck_after)
            if self._why_stopped:
                break
            answer = await self._fetcher.get(
                Ask(self._walk.home, f"home{turn}", as_browser=True, patience=2.0)
            )
            reading = self._readable(answer)
        if reading is None:
            self._shut(answer)
            return None
        if self._plan.obey_robots:
            wanted = await self._walk.robots.learn(self._fetcher, answer.final_url)
            self._fetcher.paces[site_host(answer.final_url)].at_least(wanted)
        if reading.needs_render and (rendered := await self._renderer.render(answer.final_url)):
            answer, reading = rendered, self._walk.reader.read(rendered)
        frames, unread = await self._frames(reading)
        reading = replace(reading, footer=_whole_footer(reading, frames))
        if unread and None in reading.footer.marks.values():
            # The marks may stand in a frame that we could not read: they are not known to be missing.
            self._emit(replace(unread, of="Footer", detail="页脚可能在框架中，框架未能读取"))
            self._walk.tells_footers = False
        self._home = home_page(reading, frames)
        self._walk.begin(reading, answer)
        return reading

    async def _first_page(self) -> tuple[Answer, PageReading | None]:
        """The home address, and on through pages that only send the reader elsewhere."""
        url = self._walk.home
        answer = await self._fetcher.get(Ask(url, READ, fresh=True))
        reading = self._readable(answer)
        for _ in range(_STUBS):
            onward = reading and _sends_on(reading)
            if not onward:
                break
            self._walk.scope.widen(onward)
            following = await self._fetcher.get(Ask(onward, READ, fresh=True))
            read_on = self._readable(following)
            if read_on is None:
                break
            answer, reading = following, read_on
        return answer, reading

    def _readable(self, answer: Answer) -> PageReading | None:
        if answer.failure or not answer.status or unread_reason(answer, LinkState.OK):
            return None
        if not answer.sha256:
            return None
        reading = self._walk.reader.read(answer)
        return None if reading.error_kind else reading

    async def _frames(self, reading: PageReading) -> tuple[tuple[PageReading, ...], Gap | None]:
        """The frames of a front door that could be read, and why the first other one could not."""
        read, unread = [], None
        for url in reading.frames[:_FRAMES]:
            if self._walk.scope.internal(url):
                answer = await self._fetcher.get(Ask(url, READ, fresh=True))
                if one := self._readable(answer):
                    read.append(one)
                else:
                    reason = unread_reason(answer, LinkState.OK) or GapReason.UNREADABLE
                    unread = unread or Gap("Footer", url, reason)
        return tuple(read), unread

    async def _learn_errors(self, home: PageReading) -> None:
        """Ask for a page that cannot exist: some hosts say 200 to everything."""
        name = hashlib.sha256(self._plan.run.encode()).hexdigest()[:12]
        url = urljoin(self._walk.front, f"/gp{name}/{name}.html")
        answer = await self._fetcher.get(Ask(url, "random"))
        self._walk.strangers.learn(self._readable(answer), answer, home)

    def _shut(self, answer: Answer) -> None:
        state, words = LinkState.OK, ""
        if answer.sha256 and answer.is_html:
            reading = self._walk.reader.read(answer)
            state, words = self._walk.strangers.judge(reading, answer)
            words = words or reading.error_text
        reason = unread_reason(answer, state) or GapReason.UNREADABLE
        if self._why_stopped:
            reason = self._why_stopped
        detail = answer.detail or words or (f"HTTP {answer.status}" if answer.status else "")
        self._emit(snapshot_of(answer))
        for of in _DEPEND_ON_HOME:
            self._emit(Gap(of, self._walk.home, reason, detail))
        self._walk.tell("首页无法打开")

    def _seal(self) -> None:
        walk, why = self._walk, self._why_stopped
        if self._home:
            if (
                isinstance(self._home, HomePage) and self._home.nav_only
            ):  # 首页仅为导航的，看二级页面
                entries = walk.columns.second_level()
                self._home = replace(self._home, entries=entries)
            self._emit(self._home)
        for gap in walk.gaps():
            self._emit(gap)
        for fact in walk.columns.facts(why or GapReason.BUDGET):
            self._emit(fact)
        for target in walk.ledger.facts():
            self._emit(target)
        left = walk.unread + (self._lanes.waiting if why else 0)
        if left or why:
            for of in ("PageText", "HiddenAnchors", "LinkTarget"):
                self._emit(
                    Gap(of, walk.home, why or GapReason.BUDGET, f"另有 {left} 个地址未及查看")
                )
        walk.tell("抓取完成")
        log.info("抓取完成：%s 个页面，%s 次请求", walk.pages, self._fetcher.requests)


def _sends_on(reading: PageReading) -> str:
    """Where a page that holds nothing else sends its reader, "" for any other page."""
    if len(reading.links) > 3 or len(reading.text.text) > 200:  # noqa: PLR2004
        return ""
    return next((one.url for one in reading.links if one.locator == "meta[refresh]"), "")


def _whole_footer(home: PageReading, frames: tuple[PageReading, ...]) -> Footer:
    """The front door's marks, those included that a frame holds."""
    marks = dict(home.footer.marks)
    for one in frames:
        for mark in FOOTER_MARKS:
            marks[mark] = marks.get(mark) or one.footer.marks.get(mark)
    return Footer(home.footer.source, marks)
