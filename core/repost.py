"""重要信息转载: tasks that sites and accounts are to repost, and what became of each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class RepostTask:
    """应转载的一条重要信息. `published` and `due` are aware; a repost is timely up to `due`."""

    id: str
    title: str
    source: str
    published: datetime
    due: datetime
    url: str = ""
    text: str = ""


class RepostOutcome(StrEnum):
    """转载情况."""

    TIMELY = "timely"
    LATE = "late"
    ALTERED = "altered"  # title or text was changed
    MISSING = "missing"
    UNKNOWN = "unknown"  # what the subject published in the window was not seen


REPOST_NAMES: dict[RepostOutcome, str] = {
    RepostOutcome.TIMELY: "按时转载",
    RepostOutcome.LATE: "转载不及时",
    RepostOutcome.ALTERED: "转载不规范（内容有改动）",
    RepostOutcome.MISSING: "未转载",
    RepostOutcome.UNKNOWN: "待核（未取得发布内容）",
}


@dataclass(frozen=True, slots=True)
class Published:
    """Something that a subject published, as far as matching needs it."""

    title: str
    text: str
    at: datetime | None
    url: str
    day_only: bool = False  # `at` is the first minute of a stated day


@dataclass(frozen=True, slots=True)
class Repost:
    """One task and one subject. `likeness` of the best match, 0 to 1."""

    task: str  # RepostTask.id
    subject: str  # Subject.key
    outcome: RepostOutcome
    found: Published | None = None
    likeness: float = 0.0
