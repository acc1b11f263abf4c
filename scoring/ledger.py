"""问题清单: which findings may be held against somebody, and under which row of the rulebook.

Only what stands enters: a finding that is living, and that a person has confirmed or a row leaves to
the machine. A candidate that waits for a person is counted nowhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.clock import BEIJING
from core.finding import LIVING, STATE_NAMES, Finding, FindingState
from core.indicator import KIND_NAMES, PROBLEM_TYPES, Indicator, JudgedBy, Kind, Rulebook
from core.period import Period
from core.result import Outcome
from core.subject import PLATFORM_NAMES, Account, Site, Subject
from core.tally import LedgerRow
from core.verdict import Standing, Verdict
from scoring.standing import applies

_SAID_YES = frozenset({FindingState.CONFIRMED, FindingState.NOTIFIED})
_WEIGHT = {Kind.DEDUCTION: 1, Kind.PROBLEM: 2, Kind.ADVICE: 3}
_TRIPPED_VETO, _UNTRIPPED_VETO = 0, 4
_UNPRICED = "当前指标集没有收录此项检查"


@dataclass(frozen=True, slots=True)
class Charged:
    """A finding that stands, its subject, and the weightiest row that it comes under."""

    finding: Finding
    subject: Subject
    row: Indicator | None
    severity: str


def charged(
    period: Period,
    subjects: Mapping[str, Subject],
    verdicts: Mapping[str, Verdict],
    findings: Sequence[Finding],
    rulebook: Rulebook,
) -> Iterator[Charged]:
    """The findings that were standing in the period, in the order given."""
    living = (f for f in findings if f.state in LIVING and _seen_in(f, period))
    for finding, subject, under in held(living, subjects, verdicts, rulebook):
        row, weight = min(under, key=lambda pair: pair[1], default=(None, _UNTRIPPED_VETO))
        kind = row.kind if row and weight < _UNTRIPPED_VETO else Kind.PROBLEM
        yield Charged(finding, subject, row, KIND_NAMES[kind])


def followed(
    subjects: Mapping[str, Subject],
    verdicts: Mapping[str, Verdict],
    previous: Iterable[Finding],
    rulebook: Rulebook,
) -> tuple[int, int]:
    """Of what was held against somebody last period: how many stand, how many are rectified. A page
    that was only taken down still stands (一删了之 is not 整改)."""
    states = [finding.state for finding, _, _ in held(previous, subjects, verdicts, rulebook)]
    standing = sum(state in LIVING or state is FindingState.REMOVED for state in states)
    return standing, states.count(FindingState.RECTIFIED)


def ledger_row(number: int, one: Charged, deadline: str) -> LedgerRow:
    """The 19 columns."""
    finding, subject, row = one.finding, one.subject, one.row
    evidence = finding.evidence
    exposed = evidence.exposure
    remark = "" if row else _UNPRICED
    if exposed:
        remark = "；".join(filter(None, (f"泄露等级：{exposed.words}", remark)))
    return LedgerRow(
        number=number,
        finding_id=finding.id,
        site_code="" if isinstance(subject, Account) else subject.code,
        subject_name=_shown_name(subject),
        sponsor=subject.sponsor,
        home_url=_home(subject),
        problem_type=problem_type(row),
        indicator=row.title if row else "",
        description=finding.message,
        page_url=evidence.url,
        parent_url=evidence.page,
        quote="；".join(evidence.quotes),
        suggestion=evidence.suggestion,
        first_seen=f"{finding.first_seen.astimezone(BEIJING):%Y-%m-%d %H:%M}",
        severity=one.severity,
        state=STATE_NAMES[finding.state],
        responsible_unit=responsible_unit(subject),
        deadline=deadline,
        remark=remark,
    )


def problem_type(row: Indicator | None) -> str:
    """As notices word it; a row without a code speaks by its title."""
    if row is None:
        return "其他问题"
    return PROBLEM_TYPES[row.codes[0]] if row.codes else row.title


def responsible_unit(subject: Subject) -> str:
    """Notices count by 主管单位; where none is registered, by 主办单位."""
    return subject.supervisor or subject.sponsor


_Under = list[tuple[Indicator, int]]


def held(
    findings: Iterable[Finding],
    subjects: Mapping[str, Subject],
    verdicts: Mapping[str, Verdict],
    rulebook: Rulebook,
) -> Iterator[tuple[Finding, Subject, _Under]]:
    """Those that a person confirmed or a row leaves to the machine, with the rows they come under."""
    rows = {row.id: row for row in rulebook.indicators}
    rest = _resting(verdicts.values(), rows)
    for finding in findings:
        if subject := subjects.get(finding.subject):
            under = rest.get(finding.fingerprint) or _by_check(finding, subject, rows)
            if _said_so(finding, [row for row, _ in under]):
                yield finding, subject, under


def _seen_in(finding: Finding, period: Period) -> bool:
    began_before = finding.first_seen.astimezone(BEIJING).date() <= period.end
    return began_before and finding.last_seen.astimezone(BEIJING).date() >= period.start


def _resting(verdicts: Iterable[Verdict], rows: Mapping[str, Indicator]) -> dict[str, _Under]:
    """By fingerprint (it names its subject too), the rows of a verdict that rest on it."""
    rest: dict[str, _Under] = {}
    for verdict in verdicts:
        for stands in verdict.rows:
            if (row := rows.get(stands.indicator)) is not None:
                weight = _weight(row, stands.standing is Standing.TRIPPED)
                for fingerprint in stands.findings:
                    rest.setdefault(fingerprint, []).append((row, weight))
    return rest


def _by_check(finding: Finding, subject: Subject, rows: Mapping[str, Indicator]) -> _Under:
    """For a finding that no verdict knows (seen earlier in the period, and not since)."""
    return [
        (row, _weight(row, tripped=False))
        for row in rows.values()
        if finding.check in row.checks and applies(row, subject)
    ]


def _weight(row: Indicator, tripped: bool) -> int:
    if row.kind is Kind.VETO:
        return _TRIPPED_VETO if tripped else _UNTRIPPED_VETO
    return _WEIGHT.get(row.kind, _UNTRIPPED_VETO)


def _said_so(finding: Finding, rows: Sequence[Indicator]) -> bool:
    states = [event.state for event in finding.events]
    after_dismissal = states[::-1]
    if FindingState.DISMISSED in after_dismissal:
        after_dismissal = after_dismissal[: after_dismissal.index(FindingState.DISMISSED)]
    if _SAID_YES & set(after_dismissal):
        return True
    by_machine = any(row.judged_by is JudgedBy.MACHINE for row in rows)
    return finding.outcome is Outcome.FAIL and by_machine


def _shown_name(subject: Subject) -> str:
    if isinstance(subject, Account):
        return f"{subject.name}（{PLATFORM_NAMES[subject.platform]}）"
    return subject.name


def _home(subject: Subject) -> str:
    if isinstance(subject, Account):
        return subject.routes[0].url if subject.routes else ""
    return subject.url


def order(one: Charged, place: tuple[str, str]) -> tuple[str, ...]:
    """Sites first, then sections and accounts; by region, name and time."""
    kind = (
        "0" if isinstance(one.subject, Site) else "2" if isinstance(one.subject, Account) else "1"
    )
    return (kind, *place, one.subject.name, one.finding.first_seen.isoformat(), one.finding.id)
