"""检查结果: what one check said of one thing."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from core.exposure import Exposure


class Outcome(StrEnum):
    """检查结论. PASS and FAIL speak about the subject; the others speak about us."""

    PASS = "pass"  # 未发现问题
    FAIL = "fail"  # 发现问题
    REVIEW = "review"  # 待人工复核
    UNMEASURED = "unmeasured"  # 未能测定
    NOT_APPLICABLE = "not_applicable"  # 不适用
    ERROR = "error"  # 本系统出错


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.PASS: "未发现问题",
    Outcome.FAIL: "发现问题",
    Outcome.REVIEW: "待人工复核",
    Outcome.UNMEASURED: "未能测定",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.ERROR: "本系统出错",
}


MARK_OPEN, MARK_CLOSE = "⟦", "⟧"
"""Around the place at fault inside a quote: `各部门要认真⟦布署⟧`. Printers turn them into a mark;
no Chinese page uses these two signs, so nothing is marked by accident."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where it was seen. `quotes` hold personal data in masked form only."""

    url: str  # the address that is at fault
    page: str = ""  # the page on which a reader meets it
    snapshot: str = ""  # sha256 of the stored bytes
    locator: str = ""
    quotes: tuple[str, ...] = ()
    suggestion: str = ""
    exposure: Exposure | None = None  # where personal data is what was seen


@dataclass(frozen=True, slots=True)
class Result:
    """One check's answer about one thing. `params` is the digest of the limits it was held against."""

    subject: str  # Subject.key
    check: str
    params: str
    outcome: Outcome
    message: str
    locus: str  # what stays the same when the same fault is seen again
    evidence: Evidence

    @property
    def fingerprint(self) -> str:
        """Identity of a finding: check + subject + locus."""
        whole = "\x1f".join((self.check, self.subject, self.locus))
        return hashlib.sha256(whole.encode()).hexdigest()[:32]
