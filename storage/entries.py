"""录入: what people say of the rows that no machine judges. Rows are only ever added."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from core.clock import BEIJING
from core.period import Period
from core.verdict import Entry
from storage.tables import entries


def add_entries(tx: sa.Connection, those: Iterable[Entry]) -> int:
    """Append those that say something new of their row; the same sheet twice adds nothing. How many."""
    added = 0
    for one in those:
        held = [e for e in _load(tx, one.subject, one.indicator) if e.period == one.period]
        if held and _said(held[-1]) == _said(one):
            continue
        days = (one.period.start, one.period.end) if one.period else (None, None)
        tx.execute(
            sa.insert(entries).values(
                subject=one.subject,
                indicator=one.indicator,
                found=one.count,
                points=one.points,
                period=one.period.label if one.period else "",
                first=days[0],
                last=days[1],
                url=one.url,
                by=one.by,
                at=one.at,
                reason=one.reason,
            )
        )
        added += 1
    return added


def entries_at(tx: sa.Connection, subject: str, as_of: datetime) -> tuple[Entry, ...]:
    """Every entry that speaks for a monitoring point of one subject, oldest first."""
    return tuple(e for e in _load(tx, subject) if e.period is None or e.period.holds(as_of))


def _said(entry: Entry) -> tuple[object, ...]:
    return (entry.count, entry.points, entry.url, entry.reason)


def _load(tx: sa.Connection, subject: str, indicator: str = "") -> list[Entry]:
    chosen = sa.select(entries).where(entries.c.subject == subject).order_by(entries.c.id)
    if indicator:
        chosen = chosen.where(entries.c.indicator == indicator)
    return [
        Entry(
            row.subject,
            row.indicator,
            row.found,
            row.by,
            row.at.astimezone(BEIJING),
            row.reason,
            row.points,
            row.url,
            Period(row.period, row.first, row.last) if row.first else None,
        )
        for row in tx.execute(chosen)
    ]
