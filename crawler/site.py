"""网站抓取: one subject's crawl, from plan to the last fact. A process does this once."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.clock import Clock
from core.facts import HomePage
from core.gap import Gap, GapReason
from core.plan import Plan
from crawler.carrier import Download, carry
from crawler.confirm import Confirm
from crawler.fetch import READ, Fetcher, Manners
from crawler.frontdoor import FrontDoor
from crawler.journal import Journal
from crawler.lanes import Lanes
from crawler.memory import Memory
from crawler.pen import Lent, Pen
from crawler.progress import Noun
from crawler.reader import Reader
from crawler.renderer import Renderer
from crawler.stop import on_stop
from crawler.walk import Walk

log = logging.getLogger(__name__)

_READING_SHARE = 0.8  # of the time limit; the rest is for looking again


def crawl(plan: Plan, emit: Callable[[Noun], None], clock: Clock, lent: Lent) -> None:
    """Crawl one subject and tell everything through `emit`. Starts and ends Scrapy's reactor.

    Started again on the same folder after a kill, it goes on where it was and tells all facts.
    SIGTERM ends it early: what was not reached is told as Gaps.
    """
    journal = Journal(Path(plan.folder), Path(plan.blobs), lent.key)
    memory = Memory(Path(plan.memory), plan.refresh_days, clock()) if plan.memory else None

    async def job(download: Download) -> None:
        await _Crawl(plan, emit, clock, journal, memory, download, lent).run()

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
        lent: Lent,
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
        reader = Reader(self._fetcher.body, memory, plan.recipes)
        self._fetcher.pen = Pen(lent.find, reader) if lent.find else None
        self._renderer = Renderer(self._fetcher, plan.browser, limits.max_renders)
        self._walk = Walk(
            plan,
            emit,
            self._fetcher,
            self._lanes,
            self._renderer,
            reader,
            journal.taken(READ),
            clock,
        )

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        limit = self._plan.limits.max_seconds
        self._reading_over = loop.call_later(limit * _READING_SHARE, self._stop_reading)
        over = loop.call_later(limit, self._stop, GapReason.BUDGET)
        try:
            with on_stop(lambda: self._stop(GapReason.INTERRUPTED)):
                await self._run()
        finally:
            self._reading_over.cancel()
            over.cancel()
            await self._renderer.close()

    async def _run(self) -> None:
        home = await FrontDoor(self._walk).open()
        if home is None:
            return
        await self._lanes.quiet()
        self._reading_over.cancel()
        if self._walk.why_stopped is None:
            self._lanes.resume()
        await Confirm(self._walk).run()
        self._seal(home)

    def _stop(self, why: GapReason) -> None:
        self._walk.why_stopped = self._walk.why_stopped or why
        self._lanes.stop()

    def _stop_reading(self) -> None:
        self._walk.unread += self._lanes.waiting
        self._lanes.stop()

    def _seal(self, home: HomePage | Gap) -> None:
        walk, why = self._walk, self._walk.why_stopped
        if isinstance(home, HomePage) and home.nav_only:  # 首页仅为导航的，看二级页面
            home = replace(home, entries=walk.columns.second_level())
        self._emit(home)
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
