"""Scan requests: the database is the queue. A claim is a lease, so a dead worker's claim lapses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.tables import Stage, scan_requests


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """Somebody's wish: `target` is a subject's key, a code or an address."""

    id: int
    target: str
    kind: str
    by: str
    at: datetime
    stage: Stage
    owner: str = ""
    lease_until: datetime | None = None
    finished: datetime | None = None
    run: str = ""
    note: str = ""


def add_request(
    tx: sa.Connection, target: str, by: str, now: datetime, kind: str = "scan"
) -> ScanRequest:
    """Put a wish into the queue; one for the same thing that still waits is given back instead."""
    waiting = sa.and_(
        scan_requests.c.target == target,
        scan_requests.c.kind == kind,
        scan_requests.c.stage == Stage.PLANNED,
    )
    if found := _load(tx, waiting):
        return found[0]
    number = tx.execute(
        sa.insert(scan_requests)
        .values(
            target=target, kind=kind, by=by, at=now, stage=Stage.PLANNED, owner="", run="", note=""
        )
        .returning(scan_requests.c.id)
    ).scalar_one()
    return _load(tx, scan_requests.c.id == number)[0]


def claim_request(
    tx: sa.Connection, owner: str, now: datetime, lease: timedelta
) -> ScanRequest | None:
    """The oldest free request, now `owner`'s until the lease ends. No two callers get the same."""
    lapsed = sa.and_(scan_requests.c.stage == Stage.DOING, scan_requests.c.lease_until < now)
    free = (
        sa.select(scan_requests.c.id)
        .where(sa.or_(scan_requests.c.stage == Stage.PLANNED, lapsed))
        .order_by(scan_requests.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = tx.execute(
        sa.update(scan_requests)
        .where(scan_requests.c.id == free)
        .values(stage=Stage.DOING, owner=owner, lease_until=now + lease)
        .returning(scan_requests.c.id)
    ).scalar()
    return None if taken is None else _load(tx, scan_requests.c.id == taken)[0]


def renew_request(
    tx: sa.Connection, number: int, owner: str, now: datetime, lease: timedelta
) -> bool:
    """Lengthen the lease; False where it lapsed and another took the work."""
    return _held(tx, number, owner, lease_until=now + lease)


def finish_request(
    tx: sa.Connection,
    number: int,
    owner: str,
    now: datetime,
    *,
    run: str = "",
    failed: bool = False,
    note: str = "",
) -> bool:
    """Close it; False where another holds it now."""
    stage = Stage.FAILED if failed else Stage.DONE
    return _held(tx, number, owner, stage=stage, finished=now, run=run, note=note, lease_until=None)


def get_request(tx: sa.Connection, number: int) -> ScanRequest | None:
    """One by its number."""
    return next(iter(_load(tx, scan_requests.c.id == number)), None)


def open_requests(tx: sa.Connection) -> tuple[ScanRequest, ...]:
    """What waits or is being done, oldest first."""
    return _load(tx, scan_requests.c.stage.in_((Stage.PLANNED, Stage.DOING)))


def _held(tx: sa.Connection, number: int, owner: str, **values: object) -> bool:
    ours = sa.and_(
        scan_requests.c.id == number,
        scan_requests.c.owner == owner,
        scan_requests.c.stage == Stage.DOING,
    )
    return tx.execute(sa.update(scan_requests).where(ours).values(**values)).rowcount == 1


def _load(tx: sa.Connection, wanted: sa.ColumnElement[bool]) -> tuple[ScanRequest, ...]:
    rows = tx.execute(sa.select(scan_requests).where(wanted).order_by(scan_requests.c.id))
    return tuple(ScanRequest(**row._mapping) for row in rows)
