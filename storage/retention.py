"""What may be forgotten, so that years of watching stay small; findings and verdicts never are."""

from datetime import datetime

import sqlalchemy as sa

from storage.tables import findings, posts, probes, results, runs, snapshots


def forget_before(tx: sa.Connection, moment: datetime) -> int:
    """Drop the working papers of before: results of runs, older snapshots, probes, post texts.

    What a finding, a verdict or the next conditional request still needs stays. How many rows went.
    """
    old_runs = sa.select(runs.c.id).where(runs.c.finished < moment)
    newest = sa.select(sa.func.max(snapshots.c.id)).group_by(snapshots.c.subject, snapshots.c.url)
    gone = [
        sa.delete(results).where(results.c.run.in_(old_runs)),
        sa.delete(snapshots).where(snapshots.c.fetched_at < moment, snapshots.c.id.not_in(newest)),
        sa.delete(probes).where(probes.c.at < moment),
    ]
    emptied = sa.update(posts).where(posts.c.last_seen < moment, posts.c.text != "").values(text="")
    return sum(tx.execute(one).rowcount for one in [*gone, emptied])


def blobs_in_use(tx: sa.Connection) -> frozenset[str]:
    """Names of all bodies that a row refers to, for `prune_blobs`."""
    held = {row.sha256 for row in tx.execute(sa.select(snapshots.c.sha256).distinct())}
    held |= {row.snapshot for row in tx.execute(sa.select(probes.c.snapshot).distinct())}
    held |= {row.evidence.snapshot for row in tx.execute(sa.select(findings.c.evidence))}
    return frozenset(held - {""})
