"""Posts of accounts, whichever way they were found."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.clock import BEIJING
from core.facts import Post, Stamp
from storage.tables import posts
from storage.upsert import insert


def save_posts(
    tx: sa.Connection, account: str, those: Iterable[Post], quality: str, now: datetime
) -> None:
    """Write posts by their platform's id. What was known of a time or a text is never lost again:
    a poorer way of looking that gives none leaves the old one standing."""
    rows = [
        {
            "account": account,
            "id": one.id,
            "title": one.title,
            "url": one.url,
            "published": one.published.at if one.published else None,
            "precision": one.published.precision if one.published else None,
            "rule": one.published.rule if one.published else "",
            "text": one.text,
            "pinned": one.pinned,
            "kind": one.kind,
            "original": one.original,
            "counts": dict(one.counts),
            "quality": quality,
            "first_seen": now,
            "last_seen": now,
        }
        for one in those
    ]
    if not rows:
        return
    statement = insert(tx, posts)
    new, dated = statement.excluded, statement.excluded.published.is_not(None)
    fresh: dict[str, Any] = {
        name: new[name] for name in ("title", "url", "pinned", "kind", "last_seen")
    }
    for name in ("published", "precision", "rule", "quality"):
        fresh[name] = sa.case((dated, new[name]), else_=posts.c[name])
    fresh["text"] = sa.case((new.text != "", new.text), else_=posts.c.text)
    fresh["counts"] = sa.case((new.counts != {}, new.counts), else_=posts.c.counts)
    fresh["original"] = sa.func.coalesce(new.original, posts.c.original)
    tx.execute(statement.on_conflict_do_update(index_elements=["account", "id"], set_=fresh), rows)


def posts_between(
    tx: sa.Connection, account: str, start: datetime, end: datetime
) -> tuple[Post, ...]:
    """The dated posts of an account between two moments, both inside, oldest first."""
    return _load(tx, posts.c.account == account, posts.c.published.between(start, end))


def newest_post(tx: sa.Connection, account: str, not_after: datetime) -> Post | None:
    """The last dated post at or before a moment, pinned or not."""
    wanted = sa.and_(posts.c.account == account, posts.c.published <= not_after)
    last = (
        sa.select(posts.c.id)
        .where(wanted)
        .order_by(posts.c.published.desc(), posts.c.id.desc())
        .limit(1)
    )
    found = _load(tx, wanted, posts.c.id == last.scalar_subquery())
    return found[0] if found else None


def _load(tx: sa.Connection, *wanted: sa.ColumnElement[bool]) -> tuple[Post, ...]:
    rows = tx.execute(sa.select(posts).where(*wanted).order_by(posts.c.published, posts.c.id))
    return tuple(
        Post(
            row.id,
            row.title,
            row.url,
            Stamp(row.published.astimezone(BEIJING), row.precision, row.rule),
            row.text,
            row.pinned,
            row.kind,
            row.original,
            row.counts,
        )
        for row in rows
    )
