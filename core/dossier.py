"""卷宗: everything gathered about one subject up to one monitoring point, sealed."""

from dataclasses import dataclass
from datetime import datetime

from core.facts import Fact
from core.gap import Gap
from core.snapshot import Snapshot
from core.subject import Subject


@dataclass(frozen=True, slots=True)
class Dossier:
    """Checks read this and nothing else; it can be judged again for ever."""

    subject: Subject
    as_of: datetime  # 监测时间点
    facts: tuple[Fact, ...]
    gaps: tuple[Gap, ...]
    snapshots: tuple[Snapshot, ...] = ()
    seconds: float = 0.0  # what the crawl took


@dataclass(frozen=True, slots=True)
class Scene:
    """What a check may know beside the facts it reads: whose they are, and the monitoring point."""

    subject: Subject
    as_of: datetime
