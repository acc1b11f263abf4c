"""判定与结论: three-valued standing of a row; grade and score span of a subject."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.period import Period


class Standing(StrEnum):
    """指标判定."""

    TRIPPED = "tripped"  # 触发
    CLEAR = "clear"  # 未触发
    OPEN = "open"  # 待定: unmeasured, in review, or we broke


class Grade(StrEnum):
    """结论."""

    QUALIFIED = "qualified"  # 合格
    DISQUALIFIED = "disqualified"  # 不合格
    PENDING = "pending"  # 待定: may not be put in a notice as either


GRADE_NAMES: dict[Grade, str] = {
    Grade.QUALIFIED: "合格",
    Grade.DISQUALIFIED: "不合格",
    Grade.PENDING: "待定",
}
STANDING_NAMES: dict[Standing, str] = {
    Standing.TRIPPED: "触发",
    Standing.CLEAR: "未触发",
    Standing.OPEN: "待定",
}


@dataclass(frozen=True, slots=True)
class RowStanding:
    """How one row stands for one subject, and the counts behind it."""

    indicator: str
    standing: Standing
    fails: int
    opens: int  # what holds it open: review, error, and unmeasured where all must be known
    passes: int
    low: Decimal  # least and most that the row charges (or earns, for a bonus)
    high: Decimal
    findings: tuple[str, ...] = ()  # fingerprints that it rests on
    unseen: bool = False  # nobody looked; `when_unseen` spoke
    exempted: tuple[str, ...] = ()  # fingerprints that a dated permission covers: counted as passes
    unread: int = 0  # of a sample: pages that could not be read, told as coverage


@dataclass(frozen=True, slots=True)
class Entry:
    """录入: what a person or an import says of one row for one subject.

    It speaks for monitoring points inside its period (None: for any); of several the latest holds.
    """

    subject: str
    indicator: str
    count: int  # 0: looked, nothing there
    by: str
    at: datetime
    reason: str
    points: Decimal | None = None  # the amount itself, where a person gives one (加分)
    url: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` is the lowest and the highest it can still be; None where no score is given."""

    subject: str
    as_of: datetime
    grade: Grade
    vetoed_by: tuple[str, ...]
    score: tuple[Decimal, Decimal] | None
    rows: tuple[RowStanding, ...]
    rulebook: str
    rulebook_sha256: str
    code_version: str
