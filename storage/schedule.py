"""The timetable, which is the truth about what runs when, and the lock that keeps one scheduler."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.tables import scheduler_lock, timetable
from storage.upsert import insert, put

_LOCK = "scheduler"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable. `cron` has five fields, Beijing time."""

    name: str
    job: str  # nightly | accounts | probe …
    cron: str
    enabled: bool = True
    last_started: datetime | None = None
    last_finished: datetime | None = None
    note: str = ""


def save_timetable(tx: sa.Connection, entries: Iterable[Entry]) -> None:
    """Write lines by name. What is known of their last runs stays."""
    put(
        tx,
        timetable,
        [
            {
                "name": one.name,
                "job": one.job,
                "cron": one.cron,
                "enabled": one.enabled,
                "last_started": one.last_started,
                "last_finished": one.last_finished,
                "note": one.note,
            }
            for one in entries
        ],
        keep=("last_started", "last_finished", "note"),
    )


def read_timetable(tx: sa.Connection) -> tuple[Entry, ...]:
    """Every line, by name."""
    rows = tx.execute(sa.select(timetable).order_by(timetable.c.name))
    return tuple(Entry(**row._mapping) for row in rows)


def remove_entry(tx: sa.Connection, name: str) -> None:
    """Strike a line out."""
    tx.execute(sa.delete(timetable).where(timetable.c.name == name))


def mark_started(tx: sa.Connection, name: str, now: datetime) -> None:
    """It began."""
    tx.execute(sa.update(timetable).where(timetable.c.name == name).values(last_started=now))


def mark_finished(tx: sa.Connection, name: str, now: datetime, note: str = "") -> None:
    """It ended; the note says how."""
    tx.execute(
        sa.update(timetable).where(timetable.c.name == name).values(last_finished=now, note=note)
    )


def take_lock(
    tx: sa.Connection, owner: str, now: datetime, lease: timedelta, name: str = _LOCK
) -> bool:
    """Become, or stay, the one scheduler until `now + lease`; False while another one is."""
    statement = insert(tx, scheduler_lock).values(name=name, owner=owner, until=now + lease)
    free = sa.or_(scheduler_lock.c.owner == owner, scheduler_lock.c.until < now)
    taken = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"owner": statement.excluded.owner, "until": statement.excluded.until},
        where=free,
    ).returning(scheduler_lock.c.owner)
    return tx.execute(taken).scalar() == owner


def release_lock(tx: sa.Connection, owner: str, name: str = _LOCK) -> None:
    """Let another one in at once."""
    ours = sa.and_(scheduler_lock.c.name == name, scheduler_lock.c.owner == owner)
    tx.execute(sa.delete(scheduler_lock).where(ours))


def lock_holder(tx: sa.Connection, now: datetime, name: str = _LOCK) -> str | None:
    """Who is the scheduler just now; None where nobody is."""
    held = sa.and_(scheduler_lock.c.name == name, scheduler_lock.c.until >= now)
    found: str | None = tx.execute(sa.select(scheduler_lock.c.owner).where(held)).scalar()
    return found
