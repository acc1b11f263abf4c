"""名录: regions, units, subjects with their columns, and what changed in them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Named, Table, TypedColumns

from core.change import ChangeKind
from core.subject import ColumnKind, RunState, Subject, SubjectKind
from storage.kinds import Choice, Moment, Noun
from storage.tables.base import SUBJECT, metadata


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
    subject: Named[str] = Column(ForeignKey(SUBJECT), primary_key=True)
    position: Named[int] = Column(primary_key=True, autoincrement=False)
    name: Named[str]
    url: Named[str]
    kind: Named[ColumnKind] = Column(Choice(ColumnKind))
    cycle_days: Named[int | None]
    origin: Named[str]


columns = Table("columns", metadata, _SiteColumn)


class _Change(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    subject: Named[str] = Column(ForeignKey(SUBJECT), index=True)
    at: Named[datetime] = Column(Moment)
    kind: Named[ChangeKind] = Column(Choice(ChangeKind))
    by: Named[str]
    before: Named[Subject | None] = Column(Noun(Subject))
    after: Named[Subject] = Column(Noun(Subject))


subject_changes = Table("subject_changes", metadata, _Change, sa.Index(None, "at"))
