"""卷宗: everything gathered about one subject up to one monitoring point, sealed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.facts import Fact, PageText
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


Once = Callable[[PageText, str, Callable[[], Any]], Any]
"""Makes a plain JSON value of a page, or gives the one that was made of the same bytes before."""


def make_anew(_page: PageText, _what: str, make: Callable[[], Any]) -> Any:
    """Remembers nothing."""
    return make()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a check may know beside the facts it reads: whose they are, and the monitoring point.

    `once` saves dear work on pages that have not changed; what it gives is what `make` would give.
    """

    subject: Subject
    as_of: datetime
    once: Once = field(default=make_anew, compare=False, repr=False)
