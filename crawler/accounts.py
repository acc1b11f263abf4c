"""账号巡查: every account of a Round, each platform at its own pace, one account sealed after another."""

from collections.abc import Callable
from functools import partial

from core.clock import BEIJING, Clock
from core.gap import Gap, GapReason
from core.plan import Round
from core.subject import Account
from crawler.carrier import Download, carry
from crawler.feeds.keys import Keys
from crawler.fetch import Fetcher
from crawler.lanes import Lanes
from crawler.pen import Lent, Pen
from crawler.probe import round_manners
from crawler.progress import Finished, Noun, Seen
from crawler.reader import Reader
from crawler.screens import Screens
from crawler.steady import Steady
from crawler.stop import on_stop
from crawler.visit import ACCOUNT_FACTS, Eyes, Visit

_MAX_BODY = 8 * 1024 * 1024


def look(job: Round, emit: Callable[[Noun], None], clock: Clock, lent: Lent) -> None:
    """Look at every Account; emits Seen(key, fact | Gap | Snapshot), then Finished(key). Ends the reactor.

    No data is "unknown": an account whose posts could not be seen has a Gap, never an empty Feed.
    """

    async def rounds(download: Download) -> None:
        fetcher = Fetcher(download, round_manners(job, _MAX_BODY), None, clock)
        screens = Screens(job, fetcher)
        pen = None
        if lent.find:
            pen = Pen(lent.find, Reader(fetcher.body, None))
        eyes = Eyes(job, fetcher, screens, Keys(job.credentials), {}, pen)
        lanes = Lanes(1, job.concurrency)
        paces: dict[str, Steady] = {}
        for subject in job.subjects:
            if not isinstance(subject, Account):
                continue
            platform = subject.platform.value
            quiet = job.quiet_hours.get(platform, "")
            if quiet and is_quiet(quiet, clock):
                _leave(subject, quiet, emit)
                continue
            delay = job.platform_delays.get(platform, job.per_platform_delay)
            pace = paces.setdefault(platform, Steady(delay))
            lanes.put(platform, 0, partial(Visit(eyes, subject, pace, emit).pay))
        try:
            with on_stop(lanes.stop):
                await lanes.quiet()
        finally:
            await screens.close()

    carry(
        rounds,
        any_address=job.allow_private or bool(job.proxy),
        concurrency=job.concurrency,
        max_body=_MAX_BODY,
    )


def is_quiet(hours: str, clock: Clock) -> bool:
    """Whether it is now within "23:00-06:00", Beijing time; the window may go over midnight."""
    start, _, end = hours.partition("-")
    now = f"{clock().astimezone(BEIJING):%H:%M}"
    return start <= now < end if start <= end else now >= start or now < end


def _leave(account: Account, quiet: str, emit: Callable[[Noun], None]) -> None:
    """Not now: what nobody looked at is unknown, and the next round asks again."""
    for of in ACCOUNT_FACTS:
        gap = Gap(of, account.key, GapReason.NOT_LOOKED, f"{quiet} 为该平台的静默时段")
        emit(Seen(account.key, gap))
    emit(Finished(account.key))
