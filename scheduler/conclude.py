"""The end of a run: believe it or not, follow the findings, give the verdicts. Reads only storage,
so a run that was killed here is concluded again from the same rows."""

import json
import logging
from collections.abc import Mapping, Sequence

from core.run import Run
from core.subject import RunState, Subject
from scheduler.decisions import decisions_of
from scheduler.health import HealthLimits, Taken, doubts, run_health
from scheduler.judge import regroup, verdict_of
from scheduler.office import Office
from storage.findings import record_findings
from storage.results import results_of
from storage.runs import finish_run, list_runs, planned_subjects
from storage.subjects import get_subject
from storage.tables import Stage
from storage.verdicts import save_verdict

log = logging.getLogger(__name__)
HISTORY = 7
"""How many earlier runs of the same kind tell what is usual."""


def conclude(office: Office, run: Run) -> Run:
    """Close the run. Findings and verdicts come from healthy subjects of a healthy run only."""
    taken = _taken(office, run.id)
    usual = _usual(office, run)
    limits = HealthLimits(
        max_dark_share=office.settings.health.max_dark_share,
        max_error_share=office.settings.health.max_error_share,
        min_page_share=office.settings.health.min_page_share,
        min_history=office.settings.health.min_history,
    )
    doubted = {
        key: why for key, one in taken.items() if (why := doubts(one, usual.get(key, ()), limits))
    }
    health = run_health(taken, doubted, limits)
    for note in health.notes:
        log.warning("%s", note)
    if health.healthy:
        for key in taken:
            if key not in doubted:
                _settle(office, run, key)
    with office.database.write() as tx:
        return finish_run(tx, run.id, office.clock(), health)


def _settle(office: Office, run: Run, key: str) -> None:
    """One subject's findings and verdict, in one transaction."""
    with office.database.write() as tx:
        subject: Subject | None = get_subject(tx, key)
        if subject is None:
            return
        results = results_of(tx, run.id, key)
        # Seen at the monitoring point: that is the moment which a period asks about.
        record_findings(tx, run.id, results, run.as_of)
        if subject.state is not RunState.RUNNING:
            return  # findings are opened, but what is closed is neither qualified nor not
        verdict = verdict_of(
            regroup(office.rulebook, subject, results),
            office.rulebook,
            decisions_of(tx, key, run.as_of),
            run.as_of,
        )
        save_verdict(tx, run.id, verdict)


def _taken(office: Office, run: str) -> dict[str, Taken]:
    with office.database.read() as tx:
        lines = planned_subjects(tx, run)
    return {
        key: Taken(**json.loads(note)) for key, stage, note in lines if stage is Stage.DONE and note
    }


def _usual(office: Office, run: Run) -> Mapping[str, Sequence[Taken]]:
    with office.database.read() as tx:
        earlier = [r.id for r in list_runs(tx, run.kind, HISTORY + 1) if r.id != run.id]
    usual: dict[str, list[Taken]] = {}
    for one in earlier:
        for key, taken in _taken(office, one).items():
            usual.setdefault(key, []).append(taken)
    return usual
