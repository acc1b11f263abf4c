"""Posts of accounts that a sheet or a person reported, and what may be concluded from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from core.clock import BEIJING, beijing_day
from core.facts import Feed, Post, Precision, Stamp
from core.snapshot import Source
from storage.posts import save_posts
from storage.tables import reported_posts
from storage.upsert import insert

REPORTED = ("manual", "sheet")
"""Qualities of posts that nobody fetched."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One post as somebody told of it. `newest`: they looked, and there was nothing newer."""

    account: str  # Account.key
    post: Post
    quality: str  # sheet | manual
    newest: bool = False
    screenshot: str = ""  # sha256


def save_reported(tx: sa.Connection, those: Iterable[Reported], by: str, now: datetime) -> int:
    """Write them; the same post told again takes the place of the first telling. How many."""
    count = 0
    for one in those:
        if one.post.published is None:
            raise ValueError("a reported post has a time")
        stamp = one.post.published
        row = {
            "account": one.account,
            "id": one.post.id,
            "title": one.post.title,
            "url": one.post.url,
            "published": stamp.at,
            "precision": stamp.precision,
            "quality": one.quality,
            "newest": one.newest,
            "screenshot": one.screenshot,
            "by": by,
            "at": now,
        }
        fresh = {name: value for name, value in row.items() if name not in ("account", "id")}
        statement = insert(tx, reported_posts)
        tx.execute(
            statement.values(**row).on_conflict_do_update(
                index_elements=["account", "id"], set_=fresh
            )
        )
        save_posts(tx, one.account, [one.post], one.quality, now)
        count += 1
    return count


def reported_feeds(
    tx: sa.Connection, account: str, since: datetime, as_of: datetime
) -> tuple[Feed, ...]:
    """What was published up to the monitoring point as far as it was reported, one Feed a way of telling.

    A person's word that nothing newer was there reaches from the named post on, up to the day on which
    they looked: of later days nobody has told anything.
    """
    rows = tx.execute(
        sa.select(reported_posts)
        .where(reported_posts.c.account == account, reported_posts.c.published <= as_of)
        .where(sa.or_(reported_posts.c.at >= since, reported_posts.c.published >= since))
        .order_by(reported_posts.c.published.desc(), reported_posts.c.id)
    ).all()
    feeds = []
    for quality in REPORTED:
        mine = [row for row in rows if row.quality == quality]
        if not mine:
            continue
        today = [r for r in mine if r.newest and beijing_day(r.at) >= beijing_day(as_of)]
        first = max((r.published for r in today), default=None)
        shot = next((r.screenshot for r in mine if r.screenshot), "")
        feeds.append(
            Feed(
                Source(f"reported:{account}", shot, max(r.at for r in mine)),
                tuple(map(_post, mine)),
                quality,
                first.astimezone(BEIJING) if first else None,
                first is not None,
            )
        )
    return tuple(feeds)


def _post(row: sa.Row[tuple[object, ...]]) -> Post:
    stamp = Stamp(row.published.astimezone(BEIJING), Precision(row.precision), "reported")
    return Post(row.id, row.title, row.url, stamp)
