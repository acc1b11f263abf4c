"""Every table. One noun, one table; rows are added, and little is ever changed in place."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Named, Table, TypedColumns

from core.change import ChangeKind
from core.facts import Precision
from core.finding import Decision, FindingState
from core.result import Evidence, Outcome, Result
from core.run import Health, RunStage
from core.subject import ColumnKind, RunState, Subject, SubjectKind
from core.verdict import Grade, Standing
from storage.kinds import Choice, Exact, Moment, Noun, Packed

REVISION = "0003"
"""The migration that these tables are at. A test holds it to the newest file in migrations/."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_SUBJECT = "subjects.key"
_RUN = "runs.id"


class Stage(StrEnum):
    """How far one piece of work got: a subject of a run, or a request."""

    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"
    FAILED = "failed"


class _Region(TypedColumns):
    code: Named[str] = Column(primary_key=True)
    name: Named[str]


regions = Table("regions", metadata, _Region)


class _Unit(TypedColumns):
    region: Named[str] = Column(primary_key=True)
    name: Named[str] = Column(primary_key=True)
    parent: Named[str]


units = Table("units", metadata, _Unit)


class _Subject(TypedColumns):
    key: Named[str] = Column(primary_key=True)
    registered: Named[bool]  # False: an address somebody scanned once; it is in no tally
    kind: Named[SubjectKind] = Column(Choice(SubjectKind))
    name: Named[str]
    region: Named[str]
    sponsor: Named[str]
    supervisor: Named[str]
    platform: Named[str]  # "" for sites and sections
    state: Named[RunState] = Column(Choice(RunState))
    noun: Named[Subject] = Column(Noun(Subject))  # without its columns, which lie in their table


subjects = Table("subjects", metadata, _Subject, sa.Index(None, "kind", "region"))


class _SiteColumn(TypedColumns):
    subject: Named[str] = Column(ForeignKey(_SUBJECT), primary_key=True)
    position: Named[int] = Column(primary_key=True, autoincrement=False)
    name: Named[str]
    url: Named[str]
    kind: Named[ColumnKind] = Column(Choice(ColumnKind))
    cycle_days: Named[int | None]
    origin: Named[str]


columns = Table("columns", metadata, _SiteColumn)


class _Change(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    subject: Named[str] = Column(ForeignKey(_SUBJECT), index=True)
    at: Named[datetime] = Column(Moment)
    kind: Named[ChangeKind] = Column(Choice(ChangeKind))
    by: Named[str]
    before: Named[Subject | None] = Column(Noun(Subject))
    after: Named[Subject] = Column(Noun(Subject))


subject_changes = Table("subject_changes", metadata, _Change, sa.Index(None, "at"))


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
    run: Named[str] = Column(ForeignKey(_RUN), primary_key=True)
    subject: Named[str] = Column(ForeignKey(_SUBJECT), primary_key=True)
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
    subject: Named[str] = Column(ForeignKey(_SUBJECT))
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
    run: Named[str] = Column(ForeignKey(_RUN))
    subject: Named[str] = Column(ForeignKey(_SUBJECT), index=True)
    check: Named[str]
    counts: Named[dict[Outcome, int]] = Column(Noun(dict[Outcome, int]))
    results: Named[tuple[Result, ...]] = Column(Packed(tuple[Result, ...]))


results = Table("results", metadata, _Result, sa.UniqueConstraint("run", "subject", "check"))


class _Number(TypedColumns):
    series: Named[str] = Column(primary_key=True)
    last: Named[int]


numbers = Table("numbers", metadata, _Number)


class _Finding(TypedColumns):
    id: Named[str] = Column(primary_key=True)
    fingerprint: Named[str] = Column(unique=True)
    subject: Named[str] = Column(ForeignKey(_SUBJECT))
    check: Named[str]
    outcome: Named[Outcome] = Column(Choice(Outcome))
    message: Named[str]
    locus: Named[str]
    evidence: Named[Evidence] = Column(Noun(Evidence))
    first_seen: Named[datetime] = Column(Moment)
    last_seen: Named[datetime] = Column(Moment)
    # The last event's state again, so that a list of 100,000 can be asked for the standing ones.
    # Written in one place only, together with the event.
    state: Named[FindingState] = Column(Choice(FindingState))


findings = Table(
    "findings",
    metadata,
    _Finding,
    sa.Index(None, "subject", "check"),
    sa.Index(None, "state", "subject"),
    sa.Index(None, "first_seen"),
)


class _Event(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    finding: Named[str] = Column(ForeignKey("findings.id"), index=True)
    at: Named[datetime] = Column(Moment)
    state: Named[FindingState] = Column(Choice(FindingState))
    by: Named[str]
    reason: Named[str]


finding_events = Table("finding_events", metadata, _Event)


class _Ruling(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    fingerprint: Named[str] = Column(index=True)
    decision: Named[Decision] = Column(Choice(Decision))
    by: Named[str]
    at: Named[datetime] = Column(Moment)
    reason: Named[str]


rulings = Table("rulings", metadata, _Ruling)


class _Exemption(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    subject: Named[str] = Column(ForeignKey(_SUBJECT))
    check: Named[str]
    locus: Named[str]
    until: Named[date]
    by: Named[str]
    at: Named[datetime] = Column(Moment)
    reason: Named[str]


exemptions = Table("exemptions", metadata, _Exemption, sa.Index(None, "subject", "check"))


class _Entry(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    subject: Named[str] = Column(ForeignKey(_SUBJECT), index=True)
    indicator: Named[str]
    found: Named[int]  # how many; 0: looked, nothing there
    points: Named[Decimal | None] = Column(Exact)
    period: Named[str]  # its label; "" and no days: for any period
    first: Named[date | None]
    last: Named[date | None]
    url: Named[str]
    by: Named[str]
    at: Named[datetime] = Column(Moment)
    reason: Named[str]


entries = Table("entries", metadata, _Entry)


class _Verdict(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    run: Named[str] = Column(ForeignKey(_RUN))
    subject: Named[str] = Column(ForeignKey(_SUBJECT))
    as_of: Named[datetime] = Column(Moment)
    grade: Named[Grade] = Column(Choice(Grade))
    vetoed_by: Named[tuple[str, ...]] = Column(Noun(tuple[str, ...]))
    score_low: Named[Decimal | None] = Column(Exact)
    score_high: Named[Decimal | None] = Column(Exact)
    rulebook: Named[str]
    rulebook_sha256: Named[str]
    code_version: Named[str]


verdicts = Table(
    "verdicts", metadata, _Verdict, sa.Index(None, "subject", "as_of"), sa.Index(None, "as_of")
)


class _Standing(TypedColumns):
    verdict: Named[int] = Column(ForeignKey("verdicts.id"), primary_key=True, autoincrement=False)
    position: Named[int] = Column(primary_key=True, autoincrement=False)
    indicator: Named[str]
    standing: Named[Standing] = Column(Choice(Standing))
    fails: Named[int]
    opens: Named[int]
    passes: Named[int]
    low: Named[Decimal] = Column(Exact)
    high: Named[Decimal] = Column(Exact)
    findings: Named[tuple[str, ...]] = Column(Noun(tuple[str, ...]))
    unseen: Named[bool]


standings = Table("standings", metadata, _Standing)


class _Probe(TypedColumns):
    subject: Named[str] = Column(ForeignKey(_SUBJECT), primary_key=True)
    at: Named[datetime] = Column(Moment, primary_key=True)
    url: Named[str] = Column(primary_key=True)
    snapshot: Named[str]
    fetched_at: Named[datetime | None] = Column(Moment)
    opened: Named[bool]
    seconds: Named[float]
    status: Named[int]
    error: Named[str]


probes = Table("probes", metadata, _Probe)


class _Post(TypedColumns):
    account: Named[str] = Column(ForeignKey(_SUBJECT), primary_key=True)
    id: Named[str] = Column(primary_key=True)
    title: Named[str]
    url: Named[str]
    published: Named[datetime | None] = Column(Moment)
    precision: Named[Precision | None] = Column(Choice(Precision))
    rule: Named[str]
    text: Named[str] = Column(sa.Text)
    pinned: Named[bool]
    kind: Named[str]
    original: Named[bool | None]
    counts: Named[dict[str, int]] = Column(Noun(dict[str, int]))
    quality: Named[str]
    first_seen: Named[datetime] = Column(Moment)
    last_seen: Named[datetime] = Column(Moment)


posts = Table("posts", metadata, _Post, sa.Index(None, "account", "published"))


class _ReportedPost(TypedColumns):
    account: Named[str] = Column(ForeignKey(_SUBJECT), primary_key=True)
    id: Named[str] = Column(primary_key=True)
    title: Named[str]
    url: Named[str]
    published: Named[datetime] = Column(Moment)
    precision: Named[Precision] = Column(Choice(Precision))
    quality: Named[str]  # sheet | manual
    newest: Named[bool]  # somebody looked, and there was nothing newer
    screenshot: Named[str]  # sha256
    by: Named[str]
    at: Named[datetime] = Column(Moment, index=True)


reported_posts = Table("reported_posts", metadata, _ReportedPost)


class _RepostTask(TypedColumns):
    id: Named[str] = Column(primary_key=True)
    title: Named[str]
    source: Named[str]
    url: Named[str]
    published: Named[datetime] = Column(Moment, index=True)
    due: Named[datetime] = Column(Moment)
    text: Named[str] = Column(sa.Text)
    at: Named[datetime] = Column(Moment)


repost_tasks = Table("repost_tasks", metadata, _RepostTask)


class _RepostDraw(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    at: Named[datetime] = Column(Moment)
    seed: Named[str]
    pool: Named[tuple[str, ...]] = Column(Noun(tuple[str, ...]))
    drawn: Named[tuple[str, ...]] = Column(Noun(tuple[str, ...]))


repost_draws = Table("repost_draws", metadata, _RepostDraw)


class _Request(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    target: Named[str]
    kind: Named[str]
    by: Named[str]
    at: Named[datetime] = Column(Moment)
    stage: Named[Stage] = Column(Choice(Stage))
    owner: Named[str]
    lease_until: Named[datetime | None] = Column(Moment)
    finished: Named[datetime | None] = Column(Moment)
    run: Named[str]
    note: Named[str]


scan_requests = Table("scan_requests", metadata, _Request, sa.Index(None, "stage", "id"))


class _Timetable(TypedColumns):
    name: Named[str] = Column(primary_key=True)
    job: Named[str]
    cron: Named[str]
    enabled: Named[bool]
    last_started: Named[datetime | None] = Column(Moment)
    last_finished: Named[datetime | None] = Column(Moment)
    note: Named[str]


timetable = Table("timetable", metadata, _Timetable)


class _Lock(TypedColumns):
    name: Named[str] = Column(primary_key=True)
    owner: Named[str]
    until: Named[datetime] = Column(Moment)


scheduler_lock = Table("scheduler_lock", metadata, _Lock)
