"""转载核查: what each site and account published, held against the tasks. Reads storage and dossiers only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.clock import BEIJING, end_of_day
from core.facts import Article, Feed, PageText, Precision, Stamp
from core.period import Period
from core.repost import Published, Repost, RepostTask
from core.subject import Account, Platform, RunState, Subject
from scheduler.dossiers import dossier_path, open_dossier
from scheduler.office import Office
from scoring.reposts import Drawn, draw, match
from storage.posts import posts_between
from storage.reposts import Draw, save_draw, tasks_between
from storage.runs import list_runs, planned_subjects
from storage.subjects import list_subjects
from storage.tables import Stage

_FILMS = frozenset(
    {Platform.DOUYIN, Platform.KUAISHOU, Platform.CHANNELS, Platform.BILIBILI, Platform.APP}
    | {Platform.MINI_PROGRAM}
)
"""Platforms without running text: notices count reposts on text accounts only (开封: 270 of 294)."""
_RUNS = 20
_EVER = datetime(1990, 1, 1, tzinfo=BEIJING)
_AFTER = timedelta(days=30)  # how long after its time limit a repost is still looked for


@dataclass(frozen=True, slots=True)
class Reposting:
    """The whole check: the drawn tasks, whom they were for, and what became of each."""

    period: Period
    drawn: Drawn
    tasks: tuple[RepostTask, ...]
    subjects: tuple[Subject, ...]
    reposts: tuple[Repost, ...]


def check_reposts(office: Office, period: Period, count: int, seed: str) -> Reposting:
    """Draw `count` of the period's tasks (0: take all) and look for each. The draw is kept.

    Raises ValueError with a Chinese sentence where there is no task in the period.
    """
    start, end = end_of_day(period.start - timedelta(days=1)), end_of_day(period.end)
    with office.database.write() as tx:
        tasks = tasks_between(tx, start, end)
        if not tasks:
            raise ValueError(f"{period.title}没有转载任务，请先用 govpatrol import reposts 导入")
        drawn = draw(tasks, count or len(tasks), seed)
        save_draw(tx, Draw(office.clock(), drawn.seed, drawn.pool, drawn.drawn))
        subjects = tuple(s for s in list_subjects(tx) if _obliged(s))
    chosen = tuple(task for task in tasks if task.id in drawn.drawn)
    first = min(task.published for task in chosen) - timedelta(days=1)
    last = max(task.due for task in chosen) + _AFTER
    reposts = []
    for subject, (published, reached) in published_by(office, subjects, first, last).items():
        for task in chosen:
            seen = reached is not None and reached <= task.published
            reposts.append(match(task, subject.key, published, seen=seen))
    return Reposting(period, drawn, chosen, subjects, tuple(reposts))


def _obliged(subject: Subject) -> bool:
    if subject.state is not RunState.RUNNING:
        return False
    return not (isinstance(subject, Account) and subject.platform in _FILMS)


_Told = tuple[Sequence[Published], datetime | None]


def published_by(
    office: Office, subjects: Sequence[Subject], start: datetime, end: datetime
) -> Mapping[Subject, _Told]:
    """What each published between two moments, and from when on everything was seen (None: unknown)."""
    with office.database.read() as tx:
        last: dict[str, str] = {}
        for run in list_runs(tx, limit=_RUNS):
            for key, stage, _ in planned_subjects(tx, run.id):
                if stage is Stage.DONE:
                    last.setdefault(key, run.id)
        stored = {
            s.key: posts_between(tx, s.key, start, end) for s in subjects if isinstance(s, Account)
        }
    found: dict[Subject, _Told] = {}
    for subject in subjects:
        facts: tuple[object, ...] = ()
        blind = True
        if run_id := last.get(subject.key):
            try:
                dossier = open_dossier(dossier_path(office.dossiers, run_id, subject))
                facts, blind = dossier.facts, any(g.of == "PageText" for g in dossier.gaps)
            except ValueError:
                facts = ()
        if isinstance(subject, Account):
            posts = tuple(_post(p.title, p.text, p.url, p.published) for p in stored[subject.key])
            found[subject] = (posts, _reached(facts))
        else:
            # A crawl reads the newest list pages: an article that it did not meet may yet be there.
            reached = None if blind or not facts else start
            found[subject] = (tuple(_articles(facts)), reached)
    return found


def _articles(facts: tuple[object, ...]) -> list[Published]:
    texts = {f.source.url: f.text for f in facts if isinstance(f, PageText)}
    return [
        _post(fact.title, texts.get(fact.source.url, ""), fact.source.url, fact.published)
        for fact in facts
        if isinstance(fact, Article)
    ]


def _post(title: str, text: str, url: str, stamp: Stamp | None) -> Published:
    day_only = stamp is not None and stamp.precision is Precision.DAY
    return Published(title, text, stamp.at if stamp else None, url, day_only)


def _reached(facts: tuple[object, ...]) -> datetime | None:
    """The earliest moment from which some look saw every post."""
    starts = []
    for feed in facts:
        if not isinstance(feed, Feed) or feed.partial:
            continue
        if feed.complete:
            starts.append(feed.since or _EVER)
        elif feed.quality in ("official", "feed", "page"):
            times = [p.published.at for p in feed.posts if p.published and not p.pinned]
            if times and len(times) == sum(not p.pinned for p in feed.posts):
                starts.append(min(times))
    return min(starts, default=None)
