"""重判: a run's dossiers through the checks again. Same dossier, same rulebook, same bytes."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.blob import digest
from core.run import Run, RunStage
from core.verdict import Verdict
from scheduler.decisions import decisions_of
from scheduler.dossiers import dossier_path, open_dossier
from scheduler.judge import canonical, regroup, run_checks, verdict_of
from scheduler.office import Office
from storage.results import results_of
from storage.runs import list_runs, planned_subjects
from storage.subjects import get_subject
from storage.tables import Stage
from storage.verdicts import save_verdict


@dataclass(frozen=True, slots=True)
class Compared:
    """One subject judged again. `sha256` is of the canonical results."""

    subject: str
    name: str
    same: bool
    sha256: str
    verdict: Verdict | None
    why: str = ""


def rejudge(office: Office, run: Run, *, save: bool = False) -> Iterator[Compared]:
    """Judge every finished subject of a run again; with `save` the verdicts become the latest."""
    with office.database.read() as tx:
        keys = [key for key, stage, _ in planned_subjects(tx, run.id) if stage is Stage.DONE]
    changed = run.versions.get("rulebook_sha256") != office.rulebook.sha256
    for key in keys:
        yield _one(office, run, key, changed, save=save)


def _one(office: Office, run: Run, key: str, changed: bool, *, save: bool) -> Compared:
    with office.database.read() as tx:
        subject = get_subject(tx, key)
        stored = canonical(results_of(tx, run.id, key))
        decided = decisions_of(tx, key, run.as_of)
    if subject is None:
        return Compared(key, key, False, "", None, "名录里已没有这个对象")
    try:
        dossier = open_dossier(dossier_path(office.dossiers, run.id, subject))
    except ValueError as wrong:
        return Compared(key, subject.name, False, "", None, str(wrong))
    judged = run_checks(office.rulebook, dossier)
    again = canonical(judged.results)
    verdict = verdict_of(judged, office.rulebook, decided, run.as_of)
    if save:
        with office.database.write() as tx:
            save_verdict(tx, run.id, verdict)
    why = ""
    if again != stored:
        why = "指标集已改动，结果随之不同" if changed else "结果与当时不同（程序已更新？）"
    return Compared(key, subject.name, again == stored, digest(again), verdict, why)


def give_anew(office: Office, key: str) -> Verdict | None:
    """One subject's verdict from the results of its last run, under the decisions of now.

    A ruling must not wait for the next night. None where no finished run has looked at it.
    """
    with office.database.write() as tx:
        subject = get_subject(tx, key)
        runs = [r for r in list_runs(tx) if r.stage is RunStage.FINISHED and r.health.healthy]
        for run in reversed(runs):
            results = results_of(tx, run.id, key) if subject else ()
            if subject and results:
                judged = regroup(office.rulebook, subject, results)
                decided = decisions_of(tx, key, run.as_of)
                verdict = verdict_of(judged, office.rulebook, decided, run.as_of)
                save_verdict(tx, run.id, verdict)
                return verdict
    return None
