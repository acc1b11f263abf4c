"""Verdicts with the standings behind them; each names the rulebook and the code that gave it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa

from core.period import Period
from core.verdict import RowStanding, Verdict
from storage.moments import day_bounds
from storage.tables import runs, standings, verdicts


def save_verdict(tx: sa.Connection, run: str, verdict: Verdict) -> None:
    """Append a verdict. A later one for the same moment speaks instead of it; both are kept."""
    low, high = verdict.score or (None, None)
    number = tx.execute(
        sa.insert(verdicts)
        .values(
            run=run,
            subject=verdict.subject,
            as_of=verdict.as_of,
            grade=verdict.grade,
            vetoed_by=verdict.vetoed_by,
            score_low=low,
            score_high=high,
            rulebook=verdict.rulebook,
            rulebook_sha256=verdict.rulebook_sha256,
            code_version=verdict.code_version,
        )
        .returning(verdicts.c.id)
    ).scalar_one()
    rows = [
        {
            "verdict": number,
            "position": position,
            "indicator": one.indicator,
            "standing": one.standing,
            "fails": one.fails,
            "opens": one.opens,
            "passes": one.passes,
            "low": one.low,
            "high": one.high,
            "findings": one.findings,
            "unseen": one.unseen,
        }
        for position, one in enumerate(verdict.rows)
    ]
    if rows:
        tx.execute(sa.insert(standings), rows)


def verdicts_in(tx: sa.Connection, period: Period) -> tuple[Verdict, ...]:
    """Every verdict of a healthy run whose monitoring point lies in the period, oldest first."""
    start, end = day_bounds(period)
    return _load(tx, verdicts.c.as_of.between(start, end), runs.c.healthy)


def verdicts_of(tx: sa.Connection, run: str) -> tuple[Verdict, ...]:
    """The verdicts of one run, healthy or not."""
    return _load(tx, verdicts.c.run == run)


def latest_verdicts(
    tx: sa.Connection, at: datetime, subjects: Iterable[str] = (), since: datetime | None = None
) -> Mapping[str, Verdict]:
    """By subject, the last verdict of a healthy run at or before a moment (and not before `since`)."""
    wanted = [verdicts.c.as_of <= at, runs.c.healthy]
    if since:
        wanted.append(verdicts.c.as_of >= since)
    if chosen := tuple(subjects):
        wanted.append(verdicts.c.subject.in_(chosen))
    place = (
        sa.func.row_number()
        .over(
            partition_by=verdicts.c.subject,
            order_by=(verdicts.c.as_of.desc(), verdicts.c.id.desc()),
        )
        .label("place")
    )
    ranked = sa.select(verdicts.c.id, place).join(runs).where(*wanted).subquery()
    last = sa.select(ranked.c.id).where(ranked.c.place == 1)
    return {one.subject: one for one in _load(tx, verdicts.c.id.in_(last))}


def _load(tx: sa.Connection, *wanted: sa.ColumnElement[bool]) -> tuple[Verdict, ...]:
    chosen = sa.select(verdicts.c.id).join(runs).where(*wanted)
    rows: dict[int, list[RowStanding]] = {}
    for row in tx.execute(
        sa.select(standings)
        .where(standings.c.verdict.in_(chosen))
        .order_by(standings.c.verdict, standings.c.position)
    ):
        one = RowStanding(
            row.indicator,
            row.standing,
            row.fails,
            row.opens,
            row.passes,
            row.low,
            row.high,
            row.findings,
            row.unseen,
        )
        rows.setdefault(row.verdict, []).append(one)
    found = tx.execute(
        sa.select(verdicts)
        .where(verdicts.c.id.in_(chosen))
        .order_by(verdicts.c.as_of, verdicts.c.id)
    )
    return tuple(
        Verdict(
            row.subject,
            row.as_of,
            row.grade,
            row.vetoed_by,
            None if row.score_low is None else (row.score_low, row.score_high),
            tuple(rows.get(row.id, ())),
            row.rulebook,
            row.rulebook_sha256,
            row.code_version,
        )
        for row in found
    )
