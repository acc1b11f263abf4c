"""运行: one scan or one night."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class RunStage(StrEnum):
    """How far it got."""

    RUNNING = "running"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Health:
    """Watch the watcher: an unhealthy run is stored and marked, and its FAILs open no findings."""

    healthy: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """`id` sorts by time: 20261121-083000-scan."""

    id: str
    kind: str  # scan | nightly | accounts | probe | rejudge
    as_of: datetime
    started: datetime
    planned: int
    done: int = 0
    finished: datetime | None = None
    stage: RunStage = RunStage.RUNNING
    health: Health = Health(True)
    versions: Mapping[str, str] = field(default_factory=dict, hash=False)
