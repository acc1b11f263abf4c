"""账号巡查: the registered routes of each account, tried in order, until one shows its posts."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from core.clock import Clock
from core.facts import Feed
from core.gap import Gap, GapReason
from core.plan import Round
from core.subject import Account
from crawler.answer import Answer
from crawler.carrier import Download, carry
from crawler.feeds import ADAPTERS, Looking
from crawler.fetch import Ask, Fetcher
from crawler.journal import keep_body
from crawler.lanes import Lanes
from crawler.pace import Pace
from crawler.probe import round_manners
from crawler.progress import Noun, Seen
from crawler.stop import on_stop
from crawler.walk import snapshot_of

_MAX_BODY = 8 * 1024 * 1024


def look(job: Round, emit: Callable[[Noun], None], clock: Clock) -> None:
    """Look at every Account; emits Seen(key, Profile | Feed | Gap | Snapshot). Ends the reactor.

    No data is "unknown": an account whose posts could not be seen has a Gap, never an empty Feed.
    """

    async def rounds(download: Download) -> None:
        fetcher = Fetcher(download, round_manners(job, _MAX_BODY), None, clock)
        lanes = Lanes(1, job.concurrency)
        paces: dict[str, Pace] = {}
        for subject in job.subjects:
            if isinstance(subject, Account):
                platform = subject.platform.value
                pace = paces.setdefault(platform, Pace(job.per_platform_delay))
                lanes.put(platform, 0, partial(_Visit(job, subject, fetcher, pace, emit).pay))
        with on_stop(lanes.stop):
            await lanes.quiet()

    carry(
        rounds,
        any_address=job.allow_private or bool(job.proxy),
        concurrency=job.concurrency,
        max_body=_MAX_BODY,
    )


class _Visit:
    """One account's. It is a Looking for the adapters: each address is asked once."""

    def __init__(
        self,
        job: Round,
        account: Account,
        fetcher: Fetcher,
        pace: Pace,
        emit: Callable[[Noun], None],
    ) -> None:
        self._job = job
        self._account = account
        self._fetcher = fetcher
        self._pace = pace
        self._emit = emit
        self._answers: dict[str, Answer] = {}

    async def answer(self, url: str) -> Answer:
        """What stands at that address."""
        if url not in self._answers:
            await self._pace.turn()
            answer = await self._fetcher.get(Ask(url))
            if answer.body:
                sha256 = keep_body(Path(self._job.blobs), answer.body)
                answer = replace(answer, sha256=sha256)
                self._tell(snapshot_of(answer))
            self._pace.heard(answer)
            self._answers[url] = answer
        return self._answers[url]

    async def pay(self) -> None:
        """Try the routes in order. Every failure on the way is told."""
        looking: Looking = self
        routes = self._account.routes
        if not routes:
            for of in ("Feed", "Profile"):
                self._tell(Gap(of, self._account.key, GapReason.NO_ROUTE))
            return
        failures: list[Gap] = []
        known = False
        for route in routes:
            adapter = ADAPTERS.get(route.adapter)
            if adapter is None:
                why = f"没有名为“{route.adapter}”的获取方式"
                failures.append(Gap("Feed", route.url, GapReason.NO_ROUTE, why))
                continue
            one = adapter(looking)
            profile = await one.probe(self._account, route)
            if not isinstance(profile, Gap):
                self._tell(profile)
                known = True
            feed = await one.latest(self._account, route, self._job.since)
            if isinstance(feed, Feed):
                self._tell(feed)
                failures.clear()
                break
            failures.append(feed)
        for gap in failures:
            self._tell(gap)
        if not known:
            first = failures[0] if failures else Gap("Feed", routes[0].url, GapReason.NOT_LOOKED)
            self._tell(replace(first, of="Profile"))

    def _tell(self, noun: Noun) -> None:
        self._emit(Seen(self._account.key, noun))  # type: ignore[arg-type]
