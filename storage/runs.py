"""Runs and their ledger of subjects: the queue while a run lives, and how it resumes when killed."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from core.run import Health, Run, RunStage
from core.subject import Subject
from storage.subjects import add_unregistered, get_subject
from storage.tables import Stage, run_subjects, runs


def begin_run(tx: sa.Connection, run: Run, those: Iterable[Subject]) -> Run:
    """Write the run and what it plans, in order. Subjects nobody registered are noted beside."""
    planned = {one.key: one for one in those}
    add_unregistered(tx, planned.values())
    tx.execute(
        sa.insert(runs).values(
            id=run.id,
            kind=run.kind,
            as_of=run.as_of,
            started=run.started,
            touched=run.started,
            finished=None,
            stage=RunStage.RUNNING,
            healthy=run.health.healthy,
            health=run.health,
            versions=dict(run.versions),
        )
    )
    ledger = [
        {
            "run": run.id,
            "subject": key,
            "position": position,
            "stage": Stage.PLANNED,
            "owner": "",
            "tries": 0,
            "note": "",
        }
        for position, key in enumerate(planned)
    ]
    if ledger:
        tx.execute(sa.insert(run_subjects), ledger)
    return _one(tx, run.id)


def take_next(tx: sa.Connection, run: str, owner: str, now: datetime) -> Subject | None:
    """The next planned subject, now `owner`'s; None where nothing is left to take.

    No two callers get the same one, in one process or in many.
    """
    free = (
        sa.select(run_subjects.c.subject)
        .where(run_subjects.c.run == run, run_subjects.c.stage == Stage.PLANNED)
        .order_by(run_subjects.c.position)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = tx.execute(
        sa.update(run_subjects)
        .where(run_subjects.c.run == run, run_subjects.c.subject == free)
        .values(stage=Stage.DOING, owner=owner, started=now, tries=run_subjects.c.tries + 1)
        .returning(run_subjects.c.subject)
    ).scalar()
    if taken is None:
        return None
    touch_run(tx, run, now)
    return get_subject(tx, taken)


def finish_subject(
    tx: sa.Connection,
    run: str,
    subject: str,
    now: datetime,
    *,
    failed: bool = False,
    note: str = "",
) -> None:
    """Close one line of the ledger. `failed` means that we broke, not that the subject did."""
    tx.execute(
        sa.update(run_subjects)
        .where(run_subjects.c.run == run, run_subjects.c.subject == subject)
        .values(stage=Stage.FAILED if failed else Stage.DONE, finished=now, note=note)
    )
    touch_run(tx, run, now)


def return_taken(tx: sa.Connection, run: str, owner: str = "") -> int:
    """Put back what was taken and not finished (by `owner`, or by anybody); how many they were."""
    query = sa.update(run_subjects).where(
        run_subjects.c.run == run, run_subjects.c.stage == Stage.DOING
    )
    if owner:
        query = query.where(run_subjects.c.owner == owner)
    return tx.execute(query.values(stage=Stage.PLANNED, owner="")).rowcount


def touch_run(tx: sa.Connection, run: str, now: datetime) -> None:
    """A sign of life: long work calls it now and then, so that nobody takes the run for dead."""
    tx.execute(sa.update(runs).where(runs.c.id == run).values(touched=now))


def finish_run(
    tx: sa.Connection,
    run: str,
    now: datetime,
    health: Health | None = None,
    stage: RunStage = RunStage.FINISHED,
) -> Run:
    """Close the run. Verdicts of an unhealthy one are kept, and never count as the latest."""
    health = health or Health(True)
    tx.execute(
        sa.update(runs)
        .where(runs.c.id == run)
        .values(finished=now, touched=now, stage=stage, healthy=health.healthy, health=health)
    )
    return _one(tx, run)


def get_run(tx: sa.Connection, run: str) -> Run | None:
    """One by its id."""
    return next(iter(_load(tx, runs.c.id == run)), None)


def unfinished_runs(tx: sa.Connection, quiet_since: datetime | None = None) -> tuple[Run, ...]:
    """Runs still open, oldest first; with `quiet_since` only those without a sign of life after it."""
    wanted = [runs.c.stage == RunStage.RUNNING]
    if quiet_since:
        wanted.append(runs.c.touched <= quiet_since)
    return _load(tx, *wanted)


def list_runs(tx: sa.Connection, kind: str = "", limit: int = 50) -> tuple[Run, ...]:
    """The latest runs, oldest of them first."""
    latest = sa.select(runs.c.id).order_by(runs.c.started.desc(), runs.c.id.desc()).limit(limit)
    if kind:
        latest = latest.where(runs.c.kind == kind)
    return _load(tx, runs.c.id.in_(latest))


def planned_subjects(tx: sa.Connection, run: str) -> tuple[tuple[str, Stage, str], ...]:
    """The ledger in order: subject, how far it got, and the note that was left."""
    rows = tx.execute(
        sa.select(run_subjects.c.subject, run_subjects.c.stage, run_subjects.c.note)
        .where(run_subjects.c.run == run)
        .order_by(run_subjects.c.position)
    )
    return tuple((row.subject, row.stage, row.note) for row in rows)


def _one(tx: sa.Connection, run: str) -> Run:
    return _load(tx, runs.c.id == run)[0]


def _load(tx: sa.Connection, *wanted: sa.ColumnElement[bool]) -> tuple[Run, ...]:
    of_run = sa.select(sa.func.count()).where(run_subjects.c.run == runs.c.id)
    done = of_run.where(run_subjects.c.stage.in_((Stage.DONE, Stage.FAILED)))
    query = (
        sa.select(
            runs,
            of_run.scalar_subquery().label("planned"),
            done.scalar_subquery().label("done"),
        )
        .where(*wanted)
        .order_by(runs.c.started, runs.c.id)
    )
    return tuple(
        Run(
            row.id,
            row.kind,
            row.as_of,
            row.started,
            row.planned,
            row.done,
            row.finished,
            row.stage,
            row.health,
            row.versions,
        )
        for row in tx.execute(query)
    )
