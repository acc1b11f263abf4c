"""问题: a FAIL or a REVIEW, followed through time. Its state is the last of its events."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.result import Evidence, Outcome


class FindingState(StrEnum):
    """问题状态."""

    CANDIDATE = "candidate"  # 疑似：机器发现，待确认
    CONFIRMED = "confirmed"  # 已确认
    DISMISSED = "dismissed"  # 误报
    EXEMPTED = "exempted"  # 豁免
    NOTIFIED = "notified"  # 已下发
    RECTIFIED = "rectified"  # 已整改：复查未再发现
    REMOVED = "removed"  # 已删除：页面撤下，不等于整改
    REOPENED = "reopened"  # 重复出现


STATE_NAMES: dict[FindingState, str] = {
    FindingState.CANDIDATE: "待确认",
    FindingState.CONFIRMED: "已确认",
    FindingState.DISMISSED: "误报",
    FindingState.EXEMPTED: "豁免",
    FindingState.NOTIFIED: "已下发",
    FindingState.RECTIFIED: "已整改",
    FindingState.REMOVED: "已删除",
    FindingState.REOPENED: "重复出现",
}

LIVING = frozenset(
    {
        FindingState.CANDIDATE,
        FindingState.CONFIRMED,
        FindingState.NOTIFIED,
        FindingState.REOPENED,
    }
)
"""States in which a finding stands against its subject."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change of state. A row of its own; nothing is overwritten."""

    at: datetime
    state: FindingState
    by: str  # a person's name, or the run's id
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """`id` is what people write on paper: WT2026000123."""

    id: str
    fingerprint: str
    subject: str
    check: str
    outcome: Outcome  # FAIL or REVIEW
    message: str
    locus: str
    evidence: Evidence
    first_seen: datetime
    last_seen: datetime
    events: tuple[Event, ...]

    @property
    def state(self) -> FindingState:
        """The last event's state."""
        return self.events[-1].state if self.events else FindingState.CANDIDATE


class Decision(StrEnum):
    """复核结论."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True)
class Ruling:
    """复核结论: a person's decision about one fingerprint. The latest one holds."""

    fingerprint: str
    decision: Decision
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """豁免: a dated permission. Empty `locus` covers the whole check on that subject."""

    subject: str
    check: str
    until: date  # last day on which it holds
    by: str
    at: datetime
    reason: str
    locus: str = ""
