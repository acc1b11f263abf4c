"""Availability probes."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from core.facts import Probe
from core.snapshot import Source
from storage.tables import probes
from storage.upsert import put


def add_probes(tx: sa.Connection, subject: str, those: Iterable[Probe]) -> None:
    """Write probes of one subject; the same look written twice stays one."""
    put(
        tx,
        probes,
        [
            {
                "subject": subject,
                "at": one.at,
                "url": one.source.url,
                "snapshot": one.source.snapshot,
                "fetched_at": one.source.fetched_at,
                "opened": one.opened,
                "seconds": one.seconds,
                "status": one.status,
                "error": one.error,
            }
            for one in those
        ],
    )


def probes_between(
    tx: sa.Connection, subject: str, start: datetime, end: datetime
) -> tuple[Probe, ...]:
    """The probes of one subject between two moments, both inside, oldest first."""
    rows = tx.execute(
        sa.select(probes)
        .where(probes.c.subject == subject, probes.c.at.between(start, end))
        .order_by(probes.c.at, probes.c.url)
    )
    return tuple(
        Probe(
            Source(row.url, row.snapshot, row.fetched_at),
            row.at,
            row.opened,
            row.seconds,
            row.status,
            row.error,
        )
        for row in rows
    )


def last_probe_at(tx: sa.Connection) -> datetime | None:
    """When anybody's front door was last looked at: for the watch over the watcher."""
    last: datetime | None = tx.execute(sa.select(sa.func.max(probes.c.at))).scalar()
    return last
