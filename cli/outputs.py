"""The files that commands leave behind, under their Chinese names with the date."""

from pathlib import Path
from typing import Any

from cli.scan_json import scan_json
from core.clock import BEIJING, beijing_day
from core.period import Period
from core.run import Run
from reports.html_report import write_report
from reports.ledger_xlsx import write_ledger
from scheduler.ledger import count_period, run_report
from scheduler.office import Office
from scheduler.scan import sealed
from storage.findings import list_findings
from storage.results import results_of
from storage.runs import planned_subjects
from storage.subjects import get_subject
from storage.verdicts import verdicts_of


def write_run_report(office: Office, run: Run) -> Path:
    """The offline report of a run."""
    office.reports.mkdir(parents=True, exist_ok=True)
    stamp = f"{run.started.astimezone(BEIJING):%Y%m%d-%H%M%S}"
    path = office.reports / f"扫描报告_{stamp}.html"
    write_report(run_report(office, run), path)
    return path


def write_ledger_of_run(office: Office, run: Run) -> Path:
    """The list of the day on which a run stands."""
    office.reports.mkdir(parents=True, exist_ok=True)
    day = beijing_day(run.as_of)
    path = office.reports / f"每日问题清单_{day:%Y%m%d}.xlsx"
    write_ledger(count_period(office, Period(f"{day}", day, day)), path)
    return path


def run_json(office: Office, run: Run) -> dict[str, Any]:
    """`run --json`: every subject as `scan --json` tells one."""
    with office.database.read() as tx:
        verdicts = {v.subject: v for v in verdicts_of(tx, run.id)}
        found = {f.fingerprint: f for f in list_findings(tx)}
        keys = [key for key, _, _ in planned_subjects(tx, run.id)]
        subjects = [s for key in keys if (s := get_subject(tx, key))]
        results = {s.key: results_of(tx, run.id, s.key) for s in subjects}
    told = []
    for subject in subjects:
        try:
            dossier = sealed(office, run.id, subject)
        except ValueError:
            told.append({"subject": subject.key, "grade": "pending", "findings": [], "gaps": []})
            continue
        verdict, seen = verdicts.get(subject.key), results[subject.key]
        told.append(scan_json(dossier, verdict, seen, found, dossier.seconds))
    return {
        "run": run.id,
        "as_of": run.as_of.isoformat(),
        "healthy": run.health.healthy,
        "notes": list(run.health.notes),
        "subjects": told,
    }
