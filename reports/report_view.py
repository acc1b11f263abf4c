"""What the offline page shows of a run, worked out once, so that the template only lays it out."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.finding import LIVING, STATE_NAMES, Finding
from core.gap import GAP_REASON_NAMES, WORTH_A_RETRY, Gap, GapReason
from core.report import RunReport, SubjectReport
from core.result import MARK_CLOSE, MARK_OPEN, Outcome
from core.subject import PLATFORM_NAMES, Account, Section, Site, Subject
from core.verdict import GRADE_NAMES, STANDING_NAMES, Grade, RowStanding, Standing
from reports.annexes import score_text
from reports.printable import clean

SHOWN_PER_CHECK = 100
"""Findings of one check under one subject; how many more there are is said, the ledger has them all."""

SHOWN_GAPS = 20
"""Addresses listed for one reason under one subject."""

_ORDER = {Grade.DISQUALIFIED: 0, Grade.PENDING: 1, Grade.QUALIFIED: 2}
# 【错→对】 is how the wording checks mark a place; a bare 【…】 counts only if the message names it.
_PLACE = re.compile(f"{MARK_OPEN}(.+?){MARK_CLOSE}|【([^【】→]+)(?:→([^【】]*))?】")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quote: plain, or the place at fault with what should stand there."""

    text: str
    marked: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding. Addresses with `_link` may be clicked: they stay on government hosts."""

    finding: Finding
    state: str
    living: bool
    quotes: tuple[tuple[Piece, ...], ...]
    url_link: bool
    page_link: bool


@dataclass(frozen=True, slots=True)
class CheckView:
    """The findings of one check under one subject."""

    title: str
    living: int
    closed: int  # dismissed, exempted, rectified
    shown: tuple[FindingView, ...]

    @property
    def left_out(self) -> int:
        """How many more there are."""
        return self.living + self.closed - len(self.shown)


@dataclass(frozen=True, slots=True)
class GapView:
    """What was not seen for one reason."""

    reason: str
    retry: bool
    count: int
    facts: tuple[str, ...]
    shown: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the rulebook that tripped or is open."""

    title: str
    standing: str
    row: RowStanding
    charge: str


@dataclass(frozen=True, slots=True)
class SubjectView:
    """One subject. `anchor` is "" where there is nothing to tell beyond the table."""

    anchor: str
    name: str
    kind: str
    code: str
    owner: str
    region: str
    url: str
    grade: Grade
    grade_name: str
    score: str
    fails: int
    reviews: int
    report: SubjectReport
    vetoes: tuple[str, ...]
    rows: tuple[RowView, ...]
    checks: tuple[CheckView, ...]
    gaps: tuple[GapView, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole page. `check_counts` are (title, problems, to be confirmed, subjects)."""

    subjects: tuple[SubjectView, ...]
    fails: int
    reviews: int
    check_counts: tuple[tuple[str, int, int, int], ...]
    gap_counts: tuple[tuple[str, bool, int, int], ...]
    unseen_rows: tuple[str, ...]


def view(report: RunReport) -> ReportView:
    """Worst first: 不合格, 待定, 合格, and within them most findings first."""
    ordered = sorted(
        report.subjects,
        key=lambda one: (_ORDER[one.grade], -len(one.findings), one.subject.key),
    )
    subjects = tuple(_subject(report, one, at) for at, one in enumerate(ordered, start=1))
    return ReportView(
        subjects,
        sum(one.fails for one in subjects),
        sum(one.reviews for one in subjects),
        _check_counts(report),
        _gap_counts(report),
        _unseen(report),
    )


def _subject(report: RunReport, one: SubjectReport, at: int) -> SubjectView:
    subject, verdict = one.subject, one.verdict
    living = [found for found in one.findings if found.state in LIVING]
    kind, code, url = _about(subject)
    rows = tuple(
        RowView(
            report.row_titles.get(row.indicator, row.indicator),
            STANDING_NAMES[row.standing],
            row,
            score_text((row.low, row.high)) if row.high else "—",
        )
        for row in (verdict.rows if verdict else ())
        if row.standing is not Standing.CLEAR
    )
    return SubjectView(
        f"d{at}" if one.findings or one.gaps or rows else "",
        clean(subject.name),
        kind,
        code,
        subject.sponsor or subject.supervisor,
        report.region_names.get(subject.region, subject.region),
        url,
        one.grade,
        GRADE_NAMES[one.grade],
        score_text(verdict.score if verdict else None),
        sum(found.outcome is Outcome.FAIL for found in living),
        sum(found.outcome is Outcome.REVIEW for found in living),
        one,
        tuple(report.row_titles.get(row, row) for row in (verdict.vetoed_by if verdict else ())),
        rows,
        _checks(report.check_titles, one.findings, url),
        _gaps(one.gaps),
    )


def _about(subject: Subject) -> tuple[str, str, str]:
    """Kind, code and address as a reader knows them."""
    if isinstance(subject, Account):
        return PLATFORM_NAMES[subject.platform], subject.handle, ""
    return {Site: "政府网站", Section: "信息公开专栏"}[type(subject)], subject.code, subject.url


def _checks(
    titles: Mapping[str, str], findings: Sequence[Finding], home: str
) -> tuple[CheckView, ...]:
    groups: dict[str, list[Finding]] = {}
    for found in findings:
        groups.setdefault(found.check, []).append(found)
    made = []
    for check, group in groups.items():
        group.sort(key=lambda found: (found.state not in LIVING, found.outcome is Outcome.REVIEW))
        shown = tuple(_finding(found, home) for found in group[:SHOWN_PER_CHECK])
        living = sum(found.state in LIVING for found in group)
        made.append(CheckView(titles.get(check, check), living, len(group) - living, shown))
    return tuple(sorted(made, key=lambda one: (-one.living, -one.closed)))


def _finding(found: Finding, home: str) -> FindingView:
    evidence = found.evidence
    return FindingView(
        found,
        STATE_NAMES[found.state],
        found.state in LIVING,
        tuple(pieces(quote, found.message) for quote in evidence.quotes),
        may_link(evidence.url, home),
        may_link(evidence.page, home),
    )


def pieces(quote: str, message: str) -> tuple[Piece, ...]:
    """A quote cut at the places that its check marked."""
    made: list[Piece] = []
    at = 0
    for found in _PLACE.finditer(quote):
        ours, wrong, instead = found.groups()
        if ours is None and instead is None and wrong not in message:
            continue
        made.append(Piece(quote[at : found.start()]))
        made.append(Piece(ours or wrong, True, instead or ""))
        at = found.end()
    return (*(one for one in made if one.text), *((Piece(quote[at:]),) if quote[at:] else ()))


def may_link(url: str, home: str) -> bool:
    """An address at fault may lead to a trap; only the subject's own and .gov.cn hosts are links."""
    try:
        parts, own = urlsplit(url), urlsplit(home).hostname
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and (
        host == own or host.endswith(".gov.cn")
    )  # fmt: skip


def _gaps(gaps: Sequence[Gap]) -> tuple[GapView, ...]:
    groups: dict[GapReason, list[Gap]] = {}
    for gap in gaps:
        groups.setdefault(gap.reason, []).append(gap)
    made = [
        GapView(
            GAP_REASON_NAMES[reason],
            reason in WORTH_A_RETRY,
            len(group),
            tuple(sorted({gap.of for gap in group})),
            tuple(group[:SHOWN_GAPS]),
        )
        for reason, group in groups.items()
    ]
    return tuple(sorted(made, key=lambda one: -one.count))


def _check_counts(report: RunReport) -> tuple[tuple[str, int, int, int], ...]:
    fails: Counter[str] = Counter()
    reviews: Counter[str] = Counter()
    where: dict[str, set[str]] = {}
    for one in report.subjects:
        for found in one.findings:
            if found.state in LIVING:
                (fails if found.outcome is Outcome.FAIL else reviews)[found.check] += 1
                where.setdefault(found.check, set()).add(found.subject)
    checks = sorted(where, key=lambda check: (-fails[check], -reviews[check], check))
    return tuple(
        (report.check_titles.get(check, check), fails[check], reviews[check], len(where[check]))
        for check in checks
    )


def _gap_counts(report: RunReport) -> tuple[tuple[str, bool, int, int], ...]:
    """(reason, worth a retry, how many, under how many subjects)."""
    counts = Counter(gap.reason for one in report.subjects for gap in one.gaps)
    subjects = Counter(reason for one in report.subjects for reason in {g.reason for g in one.gaps})
    return tuple(
        (GAP_REASON_NAMES[reason], reason in WORTH_A_RETRY, count, subjects[reason])
        for reason, count in counts.most_common()
    )


def _unseen(report: RunReport) -> tuple[str, ...]:
    names = {
        report.row_titles.get(row.indicator, row.indicator): None
        for one in report.subjects
        if one.verdict
        for row in one.verdict.rows
        if row.unseen
    }
    return tuple(names)
