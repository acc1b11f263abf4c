"""运行报告: everything the offline report of one run prints, gathered once and frozen.

Counts are read off the parts they count, so a report cannot contradict itself.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.finding import Finding
from core.gap import Gap
from core.run import Run
from core.subject import Subject
from core.verdict import Grade, Verdict


@dataclass(frozen=True, slots=True)
class SubjectReport:
    """One subject in one run. `verdict` is None where the run ended before it was judged: 待定."""

    subject: Subject
    verdict: Verdict | None = None
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    pages: int = 0
    seconds: float = 0.0
    size: int = 0  # bytes received

    @property
    def grade(self) -> Grade:
        """The verdict's grade; not judged is 待定, never 合格."""
        return self.verdict.grade if self.verdict else Grade.PENDING


@dataclass(frozen=True, slots=True)
class RunReport:
    """One run. `check_titles` and `row_titles` give the Chinese names of checks and indicators."""

    run: Run
    subjects: tuple[SubjectReport, ...]
    rulebook: str
    rulebook_title: str
    rulebook_sha256: str
    check_titles: Mapping[str, str] = field(default_factory=dict, hash=False)
    row_titles: Mapping[str, str] = field(default_factory=dict, hash=False)
    region_names: Mapping[str, str] = field(default_factory=dict, hash=False)
    issuer: str = ""

    @property
    def grades(self) -> Counter[Grade]:
        """How many subjects of each grade."""
        return Counter(one.grade for one in self.subjects)

    @property
    def finding_count(self) -> int:
        """Findings of all subjects."""
        return sum(len(one.findings) for one in self.subjects)

    @property
    def gap_count(self) -> int:
        """Gaps of all subjects."""
        return sum(len(one.gaps) for one in self.subjects)

    @property
    def pages(self) -> int:
        """Pages read in all."""
        return sum(one.pages for one in self.subjects)
