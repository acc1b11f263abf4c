"""Repost tasks, and the draws from them: the seed is kept, so that a draw can be shown to be fair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from core.clock import BEIJING
from core.repost import RepostTask
from storage.tables import repost_draws, repost_tasks
from storage.upsert import insert


@dataclass(frozen=True, slots=True)
class Draw:
    """抽查: ids of the pool and of the drawn, and the seed that chose them."""

    at: datetime
    seed: str
    pool: tuple[str, ...]
    drawn: tuple[str, ...]


def save_tasks(tx: sa.Connection, tasks: Iterable[RepostTask], now: datetime) -> None:
    """Write them; the same task imported again is written over."""
    for one in tasks:
        row = {
            "id": one.id,
            "title": one.title,
            "source": one.source,
            "url": one.url,
            "published": one.published,
            "due": one.due,
            "text": one.text,
            "at": now,
        }
        fresh = {name: value for name, value in row.items() if name not in ("id", "at")}
        statement = insert(tx, repost_tasks).values(**row)
        tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=fresh))


def tasks_between(tx: sa.Connection, start: datetime, end: datetime) -> tuple[RepostTask, ...]:
    """Tasks published between two moments, both inside, oldest first."""
    rows = tx.execute(
        sa.select(repost_tasks)
        .where(repost_tasks.c.published.between(start, end))
        .order_by(repost_tasks.c.published, repost_tasks.c.id)
    )
    return tuple(
        RepostTask(
            row.id,
            row.title,
            row.source,
            row.published.astimezone(BEIJING),
            row.due.astimezone(BEIJING),
            row.url,
            row.text,
        )
        for row in rows
    )


def save_draw(tx: sa.Connection, draw: Draw) -> None:
    """Keep a draw."""
    tx.execute(
        sa.insert(repost_draws).values(at=draw.at, seed=draw.seed, pool=draw.pool, drawn=draw.drawn)
    )


def list_draws(tx: sa.Connection) -> tuple[Draw, ...]:
    """Every draw, oldest first."""
    rows = tx.execute(sa.select(repost_draws).order_by(repost_draws.c.id))
    return tuple(Draw(row.at.astimezone(BEIJING), row.seed, row.pool, row.drawn) for row in rows)
