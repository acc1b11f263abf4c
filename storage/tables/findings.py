"""问题 and what people decide about them; the verdicts that follow."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Named, Table, TypedColumns

from core.finding import Decision, FindingState
from core.result import Evidence, Outcome
from core.verdict import Grade, Standing
from storage.kinds import Choice, Exact, Moment, Noun
from storage.tables.base import RUN, SUBJECT, metadata


class _Number(TypedColumns):
    series: Named[str] = Column(primary_key=True)
    last: Named[int]


numbers = Table("numbers", metadata, _Number)


class _Finding(TypedColumns):
    id: Named[str] = Column(primary_key=True)
    fingerprint: Named[str] = Column(unique=True)
    subject: Named[str] = Column(ForeignKey(SUBJECT))
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
    subject: Named[str] = Column(ForeignKey(SUBJECT))
    check: Named[str]
    locus: Named[str]
    until: Named[date]
    by: Named[str]
    at: Named[datetime] = Column(Moment)
    reason: Named[str]


exemptions = Table("exemptions", metadata, _Exemption, sa.Index(None, "subject", "check"))


class _Entry(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    subject: Named[str] = Column(ForeignKey(SUBJECT), index=True)
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
    run: Named[str] = Column(ForeignKey(RUN))
    subject: Named[str] = Column(ForeignKey(SUBJECT))
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
