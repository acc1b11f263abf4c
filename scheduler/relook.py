"""再看泄露处: a leak that a run did not meet again is looked for at its own address.

A page that is gone is 已删除, not 已整改: the people whose data it was are still to be told. An attachment that
answers is still open, whether or not any page links to it. Whoever cannot be reached settles nothing.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from time import sleep
from urllib.parse import urlsplit

from checks.privacy.telling import LEAK_CHECKS
from checks.registry import all_checks
from checks.runner import run as run_check
from core.dossier import Dossier
from core.facts import PageText
from core.finding import LIVING, Event, Finding, FindingState
from core.gap import Gap
from core.result import Outcome
from core.run import Run
from core.snapshot import Source
from core.subject import Account, Subject
from crawler.answer import looks_like_html
from crawler.take import NotTaken, Way, take
from documents.worker import read_safely
from extract.attachments.reading import Limits
from extract.page import read_page
from scheduler.attachments import file_name
from scheduler.office import Office
from storage.findings import add_event, list_findings
from storage.runs import planned_subjects
from storage.subjects import get_subject

log = logging.getLogger(__name__)

_GONE = frozenset({404, 410})
_OPEN = 200
_FRONTS = frozenset({"", "/", "/index.html", "/index.htm", "/index.shtml"})
_MOST = 200  # findings looked for in one run


class There(Enum):
    """What stands at an address now."""

    STILL = "仍在公开"
    CLEAN = "已无泄露"
    GONE = "已删除"
    UNKNOWN = "未能查明"


@dataclass(frozen=True, slots=True)
class Place:
    """One address, and what was seen there."""

    url: str
    there: There
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Relooked:
    """One finding looked for again. `becomes` is None where it stays what it is."""

    finding: Finding
    places: tuple[Place, ...]
    elsewhere: tuple[Finding, ...]  # living findings that expose the same people
    becomes: FindingState | None

    @property
    def reason(self) -> str:
        """In a sentence, for the event."""
        told = "；".join(
            f"{p.url}{p.there.value}" + (f"（{p.detail}）" if p.detail else "") for p in self.places
        )
        also = "、".join(one.id for one in self.elsewhere)
        return f"再看原址：{told}" + (f"；同一人的信息另见于 {also}" if also else "")


def relook(office: Office, finding: Finding) -> Relooked:
    """Look at its address and its twin under the other scheme. Writes nothing."""
    with office.database.read() as tx:
        subject = get_subject(tx, finding.subject)
        living = list_findings(tx, states=LIVING)
    if subject is None:
        raise ValueError(f"名录里已没有 {finding.subject}")
    places = [_look(office, subject, finding, url) for url in _addresses(finding.evidence.url)]
    return Relooked(finding, tuple(places), _elsewhere(finding, living), _becomes(finding, places))


def settle(office: Office, seen: Relooked, by: str) -> None:
    """Write down what became of it."""
    if seen.becomes:
        with office.database.write() as tx:
            event = Event(office.clock(), seen.becomes, by, seen.reason)
            add_event(tx, seen.finding.id, event)


def relook_run(office: Office, run: Run) -> int:
    """The living leaks that the run's crawl did not meet; how many of them changed."""
    changed = 0
    for finding in _unmet(office, run):
        try:
            seen = relook(office, finding)
            settle(office, seen, run.id)
            changed += seen.becomes is not None
        except Exception:
            log.exception("%s 未能再看", finding.id)
        sleep(office.settings.crawl.delay)
    return changed


def texts_at(office: Office, url: str) -> tuple[int, str, list[PageText]]:
    """Status, final address and what may be read there; no text where nothing can be. Raises NotTaken."""
    crawl = office.settings.crawl
    way = Way(crawl.user_agent, crawl.timeout, crawl.proxy, crawl.allow_private)
    most = max(crawl.max_body, crawl.max_attachment)
    taken = take(url, way, most)
    if taken.status != _OPEN:
        return taken.status, taken.final_url, []
    if looks_like_html(taken.content_type, taken.body):
        read = read_page(
            taken.body, url, fetched_at=office.clock(), content_type=taken.content_type
        )
        gone = read.error_kind == "not_found" or _sent_home(url, taken.final_url)
        return (
            (404 if gone else _OPEN),
            taken.final_url,
            [] if gone or read.error_kind else [read.text],
        )
    limits = Limits(pictures=crawl.read_pictures)
    reading = read_safely(taken.body, file_name(url), limits)
    if isinstance(reading, Gap):
        return _OPEN, taken.final_url, []
    source = Source(url, "", office.clock())
    return (
        _OPEN,
        taken.final_url,
        [
            PageText(source, path, part.text, "attachment", grids=part.grids, hidden=part.hidden)
            for path, part in reading.walk()
            if part.text or part.grids or part.hidden
        ],
    )


def _unmet(office: Office, run: Run) -> Sequence[Finding]:
    with office.database.read() as tx:
        planned = [get_subject(tx, key) for key, _, _ in planned_subjects(tx, run.id)]
        return [
            one
            for subject in planned
            if subject is not None and not isinstance(subject, Account)
            for one in list_findings(tx, subject=subject.key, states=LIVING)
            if one.check in LEAK_CHECKS and one.last_seen < run.as_of
        ][:_MOST]


def _look(office: Office, subject: Subject, finding: Finding, url: str) -> Place:
    try:
        status, _, texts = texts_at(office, url)
    except NotTaken as wrong:
        return Place(url, There.UNKNOWN, str(wrong))
    if status in _GONE:
        return Place(url, There.GONE)
    if status != _OPEN:
        return Place(url, There.UNKNOWN, f"HTTP {status}")
    if not texts:
        return Place(url, There.UNKNOWN, "未能读取")
    dossier = Dossier(subject, office.clock(), tuple(texts), ())
    params = next(
        (
            row.checks[finding.check]
            for row in office.rulebook.indicators
            if finding.check in row.checks
        ),
        {},
    )
    results = run_check(all_checks()[finding.check], dossier, params)
    leaks = any(one.outcome in (Outcome.FAIL, Outcome.REVIEW) for one in results)
    return Place(url, There.STILL if leaks else There.CLEAN)


def _addresses(url: str) -> list[str]:
    """The address, and the same under the other scheme: a copy that is often forgotten."""
    scheme, _, rest = url.partition("://")
    return [url, f"{'http' if scheme == 'https' else 'https'}://{rest}"]


def _becomes(finding: Finding, places: Sequence[Place]) -> FindingState | None:
    """Its own address decides; a copy that is still there keeps it open."""
    if any(place.there is There.STILL for place in places):
        return None if finding.state in LIVING else FindingState.REOPENED
    own = places[0].there
    if own is There.GONE and finding.state is not FindingState.REMOVED:
        return FindingState.REMOVED
    if own is There.CLEAN and finding.state is not FindingState.RECTIFIED:
        return FindingState.RECTIFIED
    return None


def _elsewhere(finding: Finding, living: Sequence[Finding]) -> tuple[Finding, ...]:
    exposure = finding.evidence.exposure
    keys = set(exposure.keys) if exposure else set()
    return tuple(
        one
        for one in living
        if one.evidence.exposure
        and one.evidence.url != finding.evidence.url
        and keys & set(one.evidence.exposure.keys)
    )


def _sent_home(url: str, final: str) -> bool:
    """A deleted page that leads to the front page."""
    return urlsplit(url).path not in _FRONTS and urlsplit(final).path in _FRONTS
