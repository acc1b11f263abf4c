"""From storage to what reports print: a run's report, a period's tally."""

from datetime import date, datetime, timedelta

from checks.registry import all_checks
from core.clock import beijing_day, end_of_day
from core.facts import PageText
from core.finding import Finding
from core.period import Period
from core.report import RunReport, SubjectReport
from core.run import Run
from core.tally import Tally
from scheduler.dossiers import dossier_path, open_dossier
from scheduler.office import Office
from scoring.tally import Terms, tally
from scoring.workdays import deadline
from storage.findings import list_findings
from storage.places import list_regions
from storage.runs import planned_subjects
from storage.subjects import get_subject, list_subjects
from storage.verdicts import latest_verdicts, verdicts_of


def run_report(office: Office, run: Run) -> RunReport:
    """Everything one run has to say, gathered once."""
    with office.database.read() as tx:
        keys = [key for key, _, _ in planned_subjects(tx, run.id)]
        subjects = [s for key in keys if (s := get_subject(tx, key))]
        verdicts = {v.subject: v for v in verdicts_of(tx, run.id)}
        found: dict[str, list[Finding]] = {}
        for finding in list_findings(tx):
            if finding.last_seen >= run.as_of:
                found.setdefault(finding.subject, []).append(finding)
        regions = {r.code: r.name for r in list_regions(tx)}
    parts = []
    for subject in subjects:
        part = SubjectReport(subject, verdicts.get(subject.key), tuple(found.get(subject.key, ())))
        path = dossier_path(office.dossiers, run.id, subject)
        if path.exists():
            dossier = open_dossier(path)
            part = SubjectReport(
                subject,
                part.verdict,
                part.findings,
                dossier.gaps,
                sum(isinstance(f, PageText) for f in dossier.facts),
                dossier.seconds,
                sum(s.size for s in dossier.snapshots),
            )
        parts.append(part)
    book = office.rulebook
    return RunReport(
        run,
        tuple(parts),
        book.id,
        book.title,
        book.sha256,
        {check.id: check.title for check in all_checks().values()},
        {row.id: row.title for row in book.indicators},
        regions,
        office.settings.office.issuer,
    )


def count_period(office: Office, period: Period, previous: Period | None = None) -> Tally:
    """Count one period from the last verdicts inside it. Without `previous`, the window before it."""
    length = period.end - period.start
    before = previous or Period(
        "上期", period.start - timedelta(days=1) - length, period.start - timedelta(days=1)
    )
    settings = office.settings
    end = end_of_day(period.end)
    with office.database.read() as tx:
        subjects = list_subjects(tx)
        verdicts = latest_verdicts(tx, end, since=_start(period))
        found = list_findings(tx, seen_in=period)
        earlier = list_findings(tx, seen_in=before)
        year = list_findings(tx, seen_in=Period("本年", date(period.end.year, 1, 1), period.end))
        regions = list_regions(tx)
    as_of = max((v.as_of for v in verdicts.values()), default=min(end, office.clock()))
    terms = Terms(
        issuer=settings.office.issuer,
        region_code=settings.office.region_code,
        region_name=settings.office.region_name,
        deadline=deadline(
            beijing_day(office.clock()), settings.notice.rectify_days, office.holidays
        ).text,
        decimals=settings.notice.decimals,
        rounding=settings.notice.rounding,
        platform_groups=settings.office.platform_groups,
    )
    return tally(
        period, terms, subjects, verdicts, found, earlier, office.rulebook, regions, as_of, year
    )


def _start(period: Period) -> datetime:
    return end_of_day(period.start - timedelta(days=1)) + timedelta(seconds=1)
