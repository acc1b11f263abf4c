"""What was looked at and what the checks said: runs, snapshots, results, probes."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Named, Table, TypedColumns

from core.result import Outcome, Result
from core.run import Health, RunStage
from storage.kinds import Choice, Moment, Noun, Packed
from storage.tables.base import RUN, SUBJECT, Stage, metadata


class _Run(TypedColumns):
    id: Named[str] = Column(primary_key=True)
    kind: Named[str]
    as_of: Named[datetime] = Column(Moment)
    started: Named[datetime] = Column(Moment)
    touched: Named[datetime] = Column(Moment)  # last sign of life
    finished: Named[datetime | None] = Column(Moment)
    stage: Named[RunStage] = Column(Choice(RunStage))
    healthy: Named[bool]
    health: Named[Health] = Column(Noun(Health))
    versions: Named[dict[str, str]] = Column(Noun(dict[str, str]))


runs = Table("runs", metadata, _Run, sa.Index(None, "stage"), sa.Index(None, "started"))


class _RunSubject(TypedColumns):
    run: Named[str] = Column(ForeignKey(RUN), primary_key=True)
    subject: Named[str] = Column(ForeignKey(SUBJECT), primary_key=True)
    position: Named[int]
    stage: Named[Stage] = Column(Choice(Stage))
    owner: Named[str]
    started: Named[datetime | None] = Column(Moment)
    finished: Named[datetime | None] = Column(Moment)
    tries: Named[int]
    note: Named[str]


run_subjects = Table(
    "run_subjects", metadata, _RunSubject, sa.Index(None, "run", "stage", "position")
)


class _Snapshot(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    subject: Named[str] = Column(ForeignKey(SUBJECT))
    url: Named[str]
    final_url: Named[str]
    status: Named[int]
    sha256: Named[str] = Column(index=True)
    size: Named[int]
    first_fetched: Named[datetime] = Column(Moment)
    fetched_at: Named[datetime] = Column(Moment)
    seconds: Named[float]
    media_type: Named[str]
    by: Named[str]
    etag: Named[str]
    last_modified: Named[str]


snapshots = Table("snapshots", metadata, _Snapshot, sa.Index(None, "subject", "url", "id"))


class _Result(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    run: Named[str] = Column(ForeignKey(RUN))
    subject: Named[str] = Column(ForeignKey(SUBJECT), index=True)
    check: Named[str]
    counts: Named[dict[Outcome, int]] = Column(Noun(dict[Outcome, int]))
    results: Named[tuple[Result, ...]] = Column(Packed(tuple[Result, ...]))


results = Table("results", metadata, _Result, sa.UniqueConstraint("run", "subject", "check"))


class _Probe(TypedColumns):
    subject: Named[str] = Column(ForeignKey(SUBJECT), primary_key=True)
    at: Named[datetime] = Column(Moment, primary_key=True)
    url: Named[str] = Column(primary_key=True)
    snapshot: Named[str]
    fetched_at: Named[datetime | None] = Column(Moment)
    opened: Named[bool]
    seconds: Named[float]
    status: Named[int]
    error: Named[str]


probes = Table("probes", metadata, _Probe)
