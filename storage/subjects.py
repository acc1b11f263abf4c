"""The registry: subjects as they stand, and every change that led there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from core.change import ChangeKind, changes_between
from core.subject import Account, Column, Subject, SubjectKind
from storage.tables import columns, subject_changes, subjects
from storage.upsert import put


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One row of a subject's history."""

    subject: str
    at: datetime
    kind: ChangeKind
    by: str
    before: Subject | None
    after: Subject


def save_subjects(
    tx: sa.Connection, those: Iterable[Subject], now: datetime, by: str
) -> tuple[RecordedChange, ...]:
    """Enter subjects in the registry and write what changed into its history.

    A subject that comes without columns keeps those it has: sheets of sites do not list them.
    Saving the same again changes nothing and returns nothing.
    """
    return _save(tx, those, now, by, keep_columns=True)


def save_columns(
    tx: sa.Connection, subject: str, those: Sequence[Column], now: datetime, by: str
) -> tuple[RecordedChange, ...]:
    """Replace the columns of a site or section. KeyError where it is not in the registry."""
    old = get_subject(tx, subject)
    if old is None or isinstance(old, Account):
        raise KeyError(subject)
    return _save(tx, [replace(old, columns=tuple(those))], now, by, keep_columns=False)


def add_unregistered(tx: sa.Connection, those: Iterable[Subject]) -> None:
    """Let work refer to subjects that nobody registered; those that are registered stay as they are."""
    wanted = {one.key: one for one in those}
    for row in tx.execute(sa.select(subjects.c.key).where(subjects.c.registered)):
        wanted.pop(row.key, None)
    _write(tx, wanted.values(), registered=False)


def get_subject(tx: sa.Connection, key: str) -> Subject | None:
    """One by its key, registered or not."""
    return next(iter(_load(tx, subjects.c.key == key)), None)


def list_subjects(
    tx: sa.Connection, kinds: Iterable[SubjectKind] = (), region: str = ""
) -> tuple[Subject, ...]:
    """The registry, closed subjects included, by key. Empty `kinds` means every kind."""
    wanted: list[sa.ColumnElement[bool]] = [subjects.c.registered]
    if chosen := tuple(kinds):
        wanted.append(subjects.c.kind.in_(chosen))
    if region:
        wanted.append(subjects.c.region == region)
    return _load(tx, *wanted)


def subject_history(
    tx: sa.Connection,
    subject: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[RecordedChange, ...]:
    """What changed, oldest first: of one subject or of all, between two moments (both inside)."""
    query = sa.select(subject_changes).order_by(subject_changes.c.id)
    if subject:
        query = query.where(subject_changes.c.subject == subject)
    if since:
        query = query.where(subject_changes.c.at >= since)
    if until:
        query = query.where(subject_changes.c.at <= until)
    return tuple(
        RecordedChange(row.subject, row.at, row.kind, row.by, row.before, row.after)
        for row in tx.execute(query)
    )


def _save(
    tx: sa.Connection, those: Iterable[Subject], now: datetime, by: str, *, keep_columns: bool
) -> tuple[RecordedChange, ...]:
    news = {one.key: one for one in those}
    olds = {one.key: one for one in list_subjects(tx)}
    recorded = []
    for key, new in news.items():
        old = olds.get(key)
        if keep_columns and old and not isinstance(old, Account) and not isinstance(new, Account):
            new = replace(new, columns=new.columns or old.columns)
        recorded += [
            RecordedChange(key, now, kind, by, old, new) for kind in changes_between(old, new)
        ]
    _write(tx, {one.subject: one.after for one in recorded}.values(), registered=True)
    if recorded:
        tx.execute(
            sa.insert(subject_changes),
            [
                {
                    "subject": one.subject,
                    "at": one.at,
                    "kind": one.kind,
                    "by": one.by,
                    "before": one.before,
                    "after": one.after,
                }
                for one in recorded
            ],
        )
    return tuple(recorded)


def _load(tx: sa.Connection, *wanted: sa.ColumnElement[bool]) -> tuple[Subject, ...]:
    rows = tx.execute(sa.select(subjects.c.noun).where(*wanted).order_by(subjects.c.key))
    found: list[Subject] = [row.noun for row in rows]
    lists: dict[str, list[Column]] = {}
    query = (
        sa.select(columns)
        .join(subjects, subjects.c.key == columns.c.subject)
        .where(*wanted)
        .order_by(columns.c.subject, columns.c.position)
    )
    for row in tx.execute(query):
        one = Column(row.name, row.url, row.kind, row.cycle_days, row.origin)
        lists.setdefault(row.subject, []).append(one)
    return tuple(
        one if isinstance(one, Account) else replace(one, columns=tuple(lists.get(one.key, ())))
        for one in found
    )


def _write(tx: sa.Connection, those: Collection[Subject], *, registered: bool) -> None:
    put(
        tx,
        subjects,
        [
            {
                "key": one.key,
                "registered": registered,
                "kind": one.kind,
                "name": one.name,
                "region": one.region,
                "sponsor": one.sponsor,
                "supervisor": one.supervisor,
                "platform": one.platform.value if isinstance(one, Account) else "",
                "state": one.state,
                "noun": one if isinstance(one, Account) else replace(one, columns=()),
            }
            for one in those
        ],
    )
    with_columns = [one for one in those if not isinstance(one, Account)]
    if not with_columns:
        return
    theirs = [one.key for one in with_columns]
    tx.execute(sa.delete(columns).where(columns.c.subject.in_(theirs)))
    put(
        tx,
        columns,
        [
            {
                "subject": one.key,
                "position": position,
                "name": column.name,
                "url": column.url,
                "kind": column.kind,
                "cycle_days": column.cycle_days,
                "origin": column.origin,
            }
            for one in with_columns
            for position, column in enumerate(one.columns)
        ],
    )
