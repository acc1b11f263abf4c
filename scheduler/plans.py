"""Settings to plans: what a crawl child is told, and nothing it need not know."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from config.mappings import load_mappings
from core.plan import Plan, Round
from core.run import Run
from core.subject import Subject
from extract.recipes import RECIPES_FILE
from scheduler.dossiers import dossier_path
from scheduler.office import Office
from scheduler.quiet import until_quiet

NIGHTLY = "nightly"
"""The kind of run that nobody waits for."""


def site_plan(office: Office, run: Run, subject: Subject) -> Plan:
    """One site's crawl. Its frontier lies beside its dossier until the crawl is done.

    The nightly round asks deep pages in turn and ends where quiet hours begin; a scan that somebody
    waits for asks every page, now.
    """
    crawl = office.settings.crawl
    nightly = run.kind == NIGHTLY
    limits = crawl.limits
    if nightly:
        left = until_quiet(crawl.quiet_hours, office.clock())
        limits = replace(limits, max_seconds=min(limits.max_seconds, left))
    recipes = office.folder / RECIPES_FILE
    return Plan(
        run=run.id,
        subject=subject,
        as_of=run.as_of,
        limits=limits,
        folder=str(dossier_path(office.frontiers, run.id, subject).with_suffix("")),
        blobs=str(office.blobs),
        user_agent=crawl.user_agent,
        proxy=crawl.proxy,
        allow_private=crawl.allow_private,
        obey_robots=crawl.obey_robots,
        browser=crawl.browser,
        excluded_links=tuple(crawl.excluded_links),
        memory=str(memory_path(office, subject, "pages")),
        refresh_days=crawl.refresh_days if nightly else 1,
        recipes=str(recipes) if recipes.is_file() else "",
    )


def memory_path(office: Office, subject: Subject, what: str) -> Path:
    """Where it is kept from round to round what a subject's pages were, and what was said of them."""
    return (
        dossier_path(office.folder / "memory", what, subject).with_suffix("").with_suffix(".sqlite")
    )


def account_round(office: Office, run: Run, subjects: Sequence[Subject]) -> Round:
    """All accounts of a run in one child."""
    accounts = office.settings.accounts
    since = run.as_of - timedelta(days=accounts.lookback_days)
    return _round(office, run.id, "accounts", subjects, run.as_of, since)


def probe_round(office: Office, subjects: Sequence[Subject], now: datetime) -> Round:
    """One look at every front door."""
    return _round(office, f"{now:%Y%m%d-%H%M%S}-probe", "probe", subjects, now, None)


def _round(
    office: Office,
    run: str,
    kind: str,
    subjects: Sequence[Subject],
    as_of: datetime,
    since: datetime | None,
) -> Round:
    crawl = office.settings.crawl
    pace = office.settings.probe if kind == "probe" else office.settings.accounts
    return Round(
        run=run,
        kind=kind,
        subjects=tuple(subjects),
        as_of=as_of,
        timeout=pace.timeout,
        concurrency=pace.concurrency,
        user_agent=crawl.user_agent,
        blobs=str(office.blobs),
        proxy=crawl.proxy,
        allow_private=crawl.allow_private,
        browser=crawl.browser,
        since=since,
        per_platform_delay=office.settings.accounts.per_platform_delay,
        platform_delays=dict(office.settings.accounts.platform_delays.items()),
        quiet_hours=dict(office.settings.accounts.quiet_hours.items()),
        mappings=load_mappings([office.folder / "mappings"]),
        credentials=_credentials(office),
        now=office.clock(),
    )


def _credentials(office: Office) -> str:
    """The office's file of references to secrets; one beside its data needs no full path."""
    name = office.settings.accounts.credentials
    return str(office.folder / name) if name else ""
