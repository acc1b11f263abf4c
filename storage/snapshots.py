"""Snapshots: a new row when an address brought other bytes, a later date when it did not."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from core.snapshot import Snapshot
from storage.tables import snapshots


def save_snapshots(tx: sa.Connection, subject: str, those: Iterable[Snapshot]) -> None:
    """Write what a crawl of one subject fetched, oldest first."""
    last = {url: (id_, old) for id_, url, old in _latest(tx, subject)}
    fresh = []
    for one in those:
        id_, old = last.get(one.url, (0, None))
        if old and _same(old, one):
            tx.execute(
                sa.update(snapshots)
                .where(snapshots.c.id == id_)
                .values(fetched_at=one.fetched_at, seconds=one.seconds)
            )
        else:
            fresh.append(
                {
                    "subject": subject,
                    "url": one.url,
                    "final_url": one.final_url,
                    "status": one.status,
                    "sha256": one.sha256,
                    "size": one.size,
                    "first_fetched": one.fetched_at,
                    "fetched_at": one.fetched_at,
                    "seconds": one.seconds,
                    "media_type": one.media_type,
                    "by": one.by,
                    "etag": one.etag,
                    "last_modified": one.last_modified,
                }
            )
    if fresh:
        tx.execute(sa.insert(snapshots), fresh)


def latest_snapshots(tx: sa.Connection, subject: str) -> Mapping[str, Snapshot]:
    """By address, the newest: what a conditional request wants to know."""
    return {url: one for _, url, one in _latest(tx, subject)}


def _latest(tx: sa.Connection, subject: str) -> Iterable[tuple[int, str, Snapshot]]:
    newest = (
        sa.select(sa.func.max(snapshots.c.id))
        .where(snapshots.c.subject == subject)
        .group_by(snapshots.c.url)
    )
    for row in tx.execute(sa.select(snapshots).where(snapshots.c.id.in_(newest))):
        one = Snapshot(
            row.url,
            row.final_url,
            row.status,
            row.sha256,
            row.size,
            row.fetched_at,
            row.seconds,
            row.media_type,
            row.by,
            row.etag,
            row.last_modified,
        )
        yield row.id, row.url, one


def _same(old: Snapshot, new: Snapshot) -> bool:
    return (old.sha256, old.status, old.final_url, old.etag, old.last_modified) == (
        new.sha256,
        new.status,
        new.final_url,
        new.etag,
        new.last_modified,
    )
