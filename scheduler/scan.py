"""扫描: the one place that puts the rooms together. Plan, gather, seal, judge, store, conclude.

A run's ledger in the database says which subjects are done; a crawl's own frontier says which
pages are. So a run may be killed at any moment and carried on by the next start.
"""

import json
import logging
import multiprocessing
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Protocol

from core.dossier import Dossier
from core.facts import Feed
from core.run import Run
from core.subject import Account, RunState, Subject
from core.version import CODE_VERSION
from crawler.progress import Progress
from scheduler.conclude import conclude
from scheduler.dossiers import dossier_path, open_dossier, seal
from scheduler.gather import gather_accounts, gather_site, is_account
from scheduler.health import take
from scheduler.judge import judge_sealed
from scheduler.known import known_facts
from scheduler.mentions import with_mentions
from scheduler.office import Office
from scheduler.plans import NIGHTLY, account_round, memory_path, site_plan
from scheduler.quiet import until_over
from scheduler.redact import redact
from scheduler.relook import relook_run
from storage.posts import save_posts
from storage.reported import REPORTED
from storage.results import save_results
from storage.runs import begin_run, finish_subject, get_run, planned_subjects
from storage.snapshots import save_snapshots
from storage.subjects import get_subject, list_subjects
from storage.tables import Stage

log = logging.getLogger(__name__)

_LOOK_AGAIN = 60.0  # seconds between two looks at the clock in quiet hours


class Watch(Protocol):
    """Who looks on while a run goes: the terminal's board, or nobody."""

    def pages(self, subject: Subject, pages: int, note: str) -> None:
        """A subject in hand has read so many pages."""

    def finished(self, subject: Subject) -> None:
        """A subject is done."""


class Nobody:
    """A Watch that looks away."""

    def pages(self, subject: Subject, pages: int, note: str) -> None:
        """Nothing."""

    def finished(self, subject: Subject) -> None:
        """Nothing."""


def start_run(office: Office, kind: str, subjects: Sequence[Subject], as_of: datetime) -> Run:
    """Enter a new run in the ledger. Subjects that the registry calls closed are left out, but for
    accounts that can be looked at: closed on paper may be alive."""
    now = office.clock()
    living = [s for s in subjects if s.state is RunState.RUNNING or _closed_account(s)]
    run = Run(
        id=f"{now:%Y%m%d-%H%M%S-%f}-{kind}",
        kind=kind,
        as_of=as_of,
        started=now,
        planned=len(living),
        versions={
            "code": CODE_VERSION,
            "rulebook": office.rulebook.id,
            "rulebook_sha256": office.rulebook.sha256,
        },
    )
    with office.database.write() as tx:
        return begin_run(tx, run, living)


def _closed_account(subject: Subject) -> bool:
    gone = (RunState.CLOSED, RunState.DEREGISTERED)
    return isinstance(subject, Account) and subject.state in gone and bool(subject.routes)


def carry_out(office: Office, run: Run, watch: Watch, stop: Event) -> Run:
    """Do what the run's ledger still asks for, then conclude it; also the way to resume one.

    `stop` ends it after the subjects in hand; the run then stays open for the next start.
    """
    todo = _todo(office, run)
    sites = [s for s in todo if not is_account(s)]
    accounts = [s for s in todo if is_account(s)]
    workers = office.settings.crawl.workers
    # Spawned, not forked: threads of ours hold locks that a forked child would never see freed.
    spawn = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(workers, spawn, initializer=die_with_parent) as judges,
        ThreadPoolExecutor(workers + 1) as hands,
    ):
        jobs: list[Future[None]] = []
        if accounts:
            jobs.append(hands.submit(_accounts, office, run, accounts, judges, watch, stop))
        jobs += [hands.submit(_site, office, run, s, judges, watch, stop) for s in sites]
        for job in jobs:
            job.result()
    if stop.is_set():
        log.warning("运行 %s 已按要求停下，下次启动接着做", run.id)
        with office.database.read() as tx:
            return get_run(tx, run.id) or run
    run = conclude(office, run)
    if run.health.healthy:
        relook_run(office, run)
    return run


def die_with_parent() -> None:
    """A judge whose scan was killed must not wait for work for ever, with a language model in hand."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _todo(office: Office, run: Run) -> list[Subject]:
    with office.database.read() as tx:
        keys = [
            key
            for key, stage, _ in planned_subjects(tx, run.id)
            if stage not in (Stage.DONE, Stage.FAILED)
        ]
        return [subject for key in keys if (subject := get_subject(tx, key))]


def _site(
    office: Office, run: Run, subject: Subject, judges: Executor, watch: Watch, stop: Event
) -> None:
    if run.kind == NIGHTLY:
        _wait_out_quiet_hours(office, stop)
    if stop.is_set():
        return

    def report(of: Subject, progress: Progress) -> None:
        watch.pages(of, progress.pages, progress.message)

    try:
        dossier = gather_site(site_plan(office, run, subject), known_facts(office), report)
        with office.database.read() as tx:
            accounts = [s for s in list_subjects(tx) if isinstance(s, Account)]
        dossier = with_mentions(dossier, accounts)
        _keep(office, run, dossier, judges)
        # The frontier has done its work; what it remembers of pages must not outlive them.
        shutil.rmtree(site_plan(office, run, subject).folder, ignore_errors=True)
    except Exception:
        _broke(office, run, subject)
    watch.finished(subject)


def _wait_out_quiet_hours(office: Office, stop: Event) -> None:
    while left := until_over(office.settings.crawl.quiet_hours, office.clock()):
        if stop.wait(min(left, _LOOK_AGAIN)):
            return


def _accounts(
    office: Office,
    run: Run,
    subjects: Sequence[Subject],
    judges: Executor,
    watch: Watch,
    stop: Event,
) -> None:
    job = account_round(office, run, subjects)
    for dossier in gather_accounts(job, known_facts(office)):
        try:
            _keep(office, run, dossier, judges)
        except Exception:
            _broke(office, run, dossier.subject)
        watch.finished(dossier.subject)
        if stop.is_set():
            return


def _keep(office: Office, run: Run, dossier: Dossier, judges: Executor) -> None:
    """Seal, judge, store: after this the subject is done, whatever happens to us."""
    dossier = redact(dossier, office.blobs, office.hmac_key)
    path = dossier_path(office.dossiers, run.id, dossier.subject)
    seal(dossier, path)
    judged = judges.submit(
        judge_sealed,
        path,
        office.rulebook,
        memory_path(office, dossier.subject, "results"),
        office.settings.crawl.refresh_days,
    ).result()
    note = json.dumps(asdict(take(dossier, judged.results)), ensure_ascii=False)
    with office.database.write() as tx:
        save_snapshots(tx, dossier.subject.key, dossier.snapshots)
        save_results(tx, run.id, judged.results)
        for feed in dossier.facts:
            if isinstance(feed, Feed) and feed.quality not in REPORTED:
                save_posts(tx, dossier.subject.key, feed.posts, feed.quality, office.clock())
        finish_subject(tx, run.id, dossier.subject.key, office.clock(), note=note)


def _broke(office: Office, run: Run, subject: Subject) -> None:
    """One subject's misfortune, whatever it is, must not end the night for the others."""
    log.exception("“%s”未能完成，本次记为本系统出错", subject.name)
    with office.database.write() as tx:
        finish_subject(tx, run.id, subject.key, office.clock(), failed=True)


def sealed(office: Office, run: str, subject: Subject) -> Dossier:
    """A subject's dossier of a run. ValueError where there is none."""
    path: Path = dossier_path(office.dossiers, run, subject)
    if not path.exists():
        raise ValueError(f"运行 {run} 没有封存“{subject.name}”的卷宗")
    return open_dossier(path)
