"""Fill a dossier: what a crawl child brings, plus what is already known (probes, reported posts)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.dossier import Dossier
from core.facts import Fact, Feed
from core.gap import Gap, GapReason
from core.plan import Plan, Round
from core.snapshot import Snapshot
from core.subject import Account, Subject
from crawler.box import Box, new_key
from crawler.child import ChildLost, start
from crawler.progress import Finished, Progress, Seen
from scheduler.attachments import read_attachments
from scheduler.child import MODULE
from scheduler.codes import with_codes

Report = Callable[[Subject, Progress], None]


Known = Callable[[Subject, datetime], Iterable[Fact | Gap]]
"""What the office knows of a subject without looking: it joins the dossier as it is."""

ATTEMPTS = 3
"""A child that dies is started again on its own frontier; after so many deaths we own up to it."""


def gather_site(plan: Plan, known: Known, report: Report) -> Dossier:
    """Crawl one site or section. A lost child leaves Gaps, never a clean dossier."""
    nouns: list[Any] = []
    if isinstance(plan.subject, Account) or not plan.subject.url:
        gaps = _gaps(plan.subject.key, GapReason.NO_ROUTE, "名录中没有填写网址")
        return _dossier(plan.subject, plan.as_of, list(gaps))
    key = new_key()
    for attempt in range(1, ATTEMPTS + 1):
        nouns = []
        try:
            for noun in start(plan, module=MODULE, key=key):
                if isinstance(noun, Progress):
                    report(plan.subject, noun)
                else:
                    nouns.append(noun)
            break
        except ChildLost as lost:
            if attempt == ATTEMPTS:
                nouns += _gaps(plan.subject.key, GapReason.CRASHED, str(lost).splitlines()[-1])
    nouns = list(with_codes(nouns, Path(plan.blobs)))
    nouns += list(read_attachments(nouns, Box(Path(plan.folder), key), plan.limits))
    nouns += known(plan.subject, plan.as_of)
    return _dossier(plan.subject, plan.as_of, nouns)


SITE_FACTS = (
    "HomePage",
    "ColumnPage",
    "PageText",
    "Footer",
    "HiddenAnchors",
    "LinkTarget",
)


def _gaps(key: str, why: GapReason, detail: str) -> Iterator[Gap]:
    """One Gap for each kind of fact that a crawl would have brought."""
    return (Gap(of, key, why, detail) for of in SITE_FACTS)


def gather_accounts(job: Round, known: Known) -> Iterator[Dossier]:
    """Look at many accounts in one child; one dossier each as soon as it is finished, also for those
    that were never reached. A child that dies is started again for those that are left."""
    left = {s.key: s for s in job.subjects}
    lost_why = ""
    for _ in range(ATTEMPTS):
        if not left:
            return
        brought: dict[str, list[Any]] = {key: [] for key in left}
        try:
            for noun in start(replace(job, subjects=tuple(left.values())), module=MODULE):
                if isinstance(noun, Seen):
                    brought[noun.subject].append(noun.noun)
                elif isinstance(noun, Finished) and (subject := left.pop(noun.subject, None)):
                    yield _account_dossier(subject, job, brought.pop(subject.key), known)
            break
        except ChildLost as lost:
            lost_why = str(lost).splitlines()[-1]
    why = GapReason.CRASHED if lost_why else GapReason.NOT_LOOKED
    for subject in left.values():
        nouns = [Gap(of, subject.key, why, lost_why) for of in ACCOUNT_FACTS]
        yield _account_dossier(subject, job, nouns, known)


ACCOUNT_FACTS = ("Feed", "Profile", "Interaction")


def _account_dossier(subject: Subject, job: Round, nouns: list[Any], known: Known) -> Dossier:
    """What a person or a sheet has told stands in for a way that failed; the failure stays on record."""
    told = [*nouns, *known(subject, job.as_of)]
    if any(isinstance(noun, Feed) for noun in told):
        told = [
            replace(noun, of="FeedRoute") if isinstance(noun, Gap) and noun.of == "Feed" else noun
            for noun in told
        ]
    return _dossier(subject, job.as_of, told)


def is_account(subject: Subject) -> bool:
    """Accounts go together in one child; each site has a child of its own."""
    return isinstance(subject, Account)


def _dossier(subject: Subject, as_of: datetime, nouns: list[Any]) -> Dossier:
    snapshots = tuple(n for n in nouns if isinstance(n, Snapshot))
    gaps = tuple(n for n in nouns if isinstance(n, Gap))
    facts = tuple(n for n in nouns if not isinstance(n, Snapshot | Gap))
    seconds = 0.0
    if snapshots:
        first = min(s.fetched_at for s in snapshots)
        last = max(s.fetched_at for s in snapshots)
        seconds = round((last - first).total_seconds(), 3)
    return Dossier(subject, as_of, facts, gaps, snapshots, seconds)
