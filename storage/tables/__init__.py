"""Every table. One noun, one table; rows are added, and little is ever changed in place."""

from storage.tables.base import REVISION, Stage, metadata
from storage.tables.findings import (
    entries,
    exemptions,
    finding_events,
    findings,
    numbers,
    rulings,
    standings,
    verdicts,
)
from storage.tables.media import posts, reported_posts, repost_draws, repost_tasks
from storage.tables.registry import columns, regions, subject_changes, subjects, units
from storage.tables.runs import probes, results, run_subjects, runs, snapshots
from storage.tables.work import scan_requests, scheduler_lock, timetable

__all__ = [
    "REVISION",
    "Stage",
    "columns",
    "entries",
    "exemptions",
    "finding_events",
    "findings",
    "metadata",
    "numbers",
    "posts",
    "probes",
    "regions",
    "reported_posts",
    "repost_draws",
    "repost_tasks",
    "results",
    "rulings",
    "run_subjects",
    "runs",
    "scan_requests",
    "scheduler_lock",
    "snapshots",
    "standings",
    "subject_changes",
    "subjects",
    "timetable",
    "units",
    "verdicts",
]
