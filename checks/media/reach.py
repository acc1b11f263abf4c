"""How far back a look saw everything, and on which days something was published. Not a check itself."""

from collections.abc import Iterable
from datetime import date

from core.clock import beijing_day
from core.facts import Feed, Post, Precision

_LISTS = (
    "official",
    "feed",
    "page",
)  # a sheet or a person names posts, not everything between them


def day_of(post: Post) -> date | None:
    """The stated day; a month alone states none."""
    stamp = post.published
    return stamp.day if stamp and stamp.precision is not Precision.MONTH else None


def misdated(feeds: Iterable[Feed]) -> bool:
    """Whether a post says a day that had not come when it was seen: it is of some other day, then.

    One from after 监测时间点 that had come by then is only later."""
    return any(
        feed.source.fetched_at
        and (day := day_of(post))
        and day > beijing_day(feed.source.fetched_at)
        for feed in feeds
        for post in feed.posts
    )


def reached(feeds: Iterable[Feed]) -> date | None:
    """The first day from which on every post was seen; None where nothing tells.

    A list that runs from the newest on shows all that is newer than its oldest entry, pinned ones aside.
    """
    firsts = [first for feed in feeds if (first := _first(feed))]
    return min(firsts, default=None)


def _first(feed: Feed) -> date | None:
    if feed.partial:
        return None
    if feed.complete:
        return beijing_day(feed.since) if feed.since else date.min
    free = [post for post in feed.posts if not post.pinned]
    days = [day_of(post) for post in free]
    if feed.quality not in _LISTS or not free or None in days:
        return None
    # Of the oldest day itself the list may have cut some off.
    return date.fromordinal(min(day.toordinal() for day in days if day) + 1)
