"""Work that waits: scan requests, the timetable, the lock of the one scheduler."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Column, Named, Table, TypedColumns

from storage.kinds import Choice, Moment
from storage.tables.base import Stage, metadata


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
