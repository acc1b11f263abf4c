"""表扬名单的计算: four measures an account, weighed by a book. Pure.

Reads and likes cannot be compared between platforms, so reach is the account's place among those of its
own platform (share of them that it does not fall short of).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from core.facts import Post
from core.merit import MEASURES, Merit, MeritBook
from core.period import Period
from core.repost import Repost, RepostOutcome

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Ran:
    """What one account did in a period."""

    subject: str
    platform: str
    posts: tuple[Post, ...]
    reposts: tuple[Repost, ...] = ()


def merits(book: MeritBook, period: Period, those: Sequence[Ran]) -> tuple[Merit, ...]:
    """Best first; accounts of which too little is known come last, unscored."""
    loud = {one.subject: _loudness(one.posts) for one in those}
    found = []
    for one in those:
        peers = [
            value
            for peer in those
            if peer.platform == one.platform and (value := loud[peer.subject]) is not None
        ]
        mine = loud[one.subject]
        measures: dict[str, float | None] = {
            "update_rate": _update_rate(one.posts, period, book.per_week),
            "reach": None if mine is None else sum(p <= mine for p in peers) / len(peers),
            "original_share": _original(one.posts),
            "repost_discipline": _discipline(one.reposts),
        }
        found.append(_weighed(one.subject, measures, book))
    return tuple(sorted(found, key=lambda m: (m.score is None, -(m.score or 0), m.subject)))


def _weighed(subject: str, measures: Mapping[str, float | None], book: MeritBook) -> Merit:
    weights = {name: book.weights[name] for name in MEASURES if measures[name] is not None}
    known = sum(weights.values(), Decimal(0))
    if known < book.least_known or not known:
        return Merit(subject, measures, known, None)
    whole = sum((Decimal(str(measures[n] or 0)) * w for n, w in weights.items()), Decimal(0))
    score = (whole / known * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Merit(subject, measures, known, score)


def _update_rate(posts: Iterable[Post], period: Period, per_week: int) -> float | None:
    """Share of the wanted updates, week by week: a busy week does not pay for an idle one."""
    days = [p.published.day for p in posts if p.published]
    monday = period.start + timedelta(days=-period.start.weekday() % 7)
    weeks: list[date] = []
    while monday + _WEEK - timedelta(days=1) <= period.end:
        weeks.append(monday)
        monday += _WEEK
    if not weeks:
        return None
    done = [sum(week <= day < week + _WEEK for day in days) for week in weeks]
    return sum(min(count, per_week) for count in done) / (per_week * len(weeks))


def _loudness(posts: Iterable[Post]) -> float | None:
    """Mean of reads (or plays) and ten times the likes, over the posts that state any."""
    told = [
        p.counts.get("reads", p.counts.get("plays", 0)) + 10 * p.counts.get("likes", 0)
        for p in posts
        if p.counts
    ]
    return sum(told) / len(told) if told else None


def _original(posts: Iterable[Post]) -> float | None:
    known = [p.original for p in posts if p.original is not None]
    return sum(known) / len(known) if known else None


def _discipline(reposts: Iterable[Repost]) -> float | None:
    known = [r for r in reposts if r.outcome is not RepostOutcome.UNKNOWN]
    timely = sum(r.outcome is RepostOutcome.TIMELY for r in known)
    return timely / len(known) if known else None
