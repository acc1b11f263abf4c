"""可用性探测: one light look at each front door of a Round."""

from collections.abc import Callable
from functools import partial

from core.clock import Clock
from core.facts import Probe
from core.gap import GapReason
from core.plan import Round
from core.snapshot import Source
from core.subject import Subject
from crawler.answer import Answer
from crawler.carrier import Download, carry
from crawler.failure import status_gap
from crawler.fetch import Ask, Fetcher, Manners
from crawler.lanes import Lanes
from crawler.progress import Noun, Seen
from crawler.scope import absolute, site_host
from crawler.stop import on_stop

_MAX_BODY = 2 * 1024 * 1024


def probe(job: Round, emit: Callable[[Noun], None], clock: Clock) -> None:
    """Look once at the home of every Site and Section; emits Seen(key, Probe). Ends the reactor."""

    async def look(download: Download) -> None:
        fetcher = Fetcher(download, round_manners(job, _MAX_BODY), None, clock)
        lanes = Lanes(1, job.concurrency)
        for subject in job.subjects:
            if not hasattr(subject, "url"):
                continue
            work = partial(_look, subject, absolute(subject.url), fetcher, emit)
            lanes.put(site_host(absolute(subject.url)), 0, work)
        with on_stop(lanes.stop):
            await lanes.quiet()

    carry(
        look,
        any_address=job.allow_private or bool(job.proxy),
        concurrency=job.concurrency,
        max_body=_MAX_BODY,
    )


def round_manners(job: Round, max_body: int) -> Manners:
    """How a Round asks. Its pace is set by who asks, not by the host."""
    return Manners(job.user_agent, job.timeout, 0.0, max_body, job.proxy, job.allow_private)


async def _look(subject: Subject, url: str, fetcher: Fetcher, emit: Callable[[Noun], None]) -> None:
    answer = await fetcher.get(Ask(url))
    emit(Seen(subject.key, _probe(url, answer)))


def _probe(url: str, answer: Answer) -> Probe:
    gap = answer.failure
    if gap is None:
        gap = status_gap(answer.status, challenged=answer.challenged)
    if gap is None and answer.looped:
        gap = GapReason.UNREADABLE
    if gap is GapReason.TOO_LARGE:
        gap = None  # a front door of two megabytes is heavy, and open
    return Probe(
        source=Source(url, "", answer.fetched_at),
        at=answer.fetched_at,
        opened=gap is None,
        seconds=answer.seconds,
        status=answer.status,
        error=gap.value if gap else "",
    )
