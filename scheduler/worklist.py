"""待填清单: accounts whose posts nobody could see, with the reason, for a clerk to fill in."""

from dataclasses import dataclass

from core.facts import Feed
from core.gap import GAP_REASON_NAMES, Gap, GapReason
from core.subject import Account, RunState
from core.verdict import Grade
from scheduler.dossiers import dossier_path, open_dossier
from scheduler.office import Office
from storage.runs import list_runs, planned_subjects
from storage.subjects import list_subjects
from storage.tables import Stage
from storage.verdicts import latest_verdicts

_RUNS = 20  # how far back the last look at an account is sought


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of the list. `known` is the newest post that somebody knows of, as a day, or ""."""

    account: Account
    why: str
    known: str


def worklist(office: Office) -> tuple[Wanted, ...]:
    """Running accounts that are pending after the last look, by sponsor and name."""
    now = office.clock()
    with office.database.read() as tx:
        accounts = [
            s for s in list_subjects(tx) if isinstance(s, Account) and s.state is RunState.RUNNING
        ]
        verdicts = latest_verdicts(tx, now)
        last: dict[str, str] = {}
        for run in list_runs(tx, limit=_RUNS):
            for key, stage, _ in planned_subjects(tx, run.id):
                if stage is Stage.DONE:
                    last.setdefault(key, run.id)
    wanted = []
    for account in accounts:
        verdict = verdicts.get(account.key)
        if verdict is not None and verdict.grade is not Grade.PENDING:
            continue
        why, known = _look(office, last.get(account.key, ""), account)
        wanted.append(Wanted(account, why, known))
    return tuple(sorted(wanted, key=lambda one: (one.account.sponsor, one.account.name)))


def _look(office: Office, run: str, account: Account) -> tuple[str, str]:
    """Why the last look did not suffice, and what it did see."""
    if not run:
        return "尚未巡查", ""
    try:
        dossier = open_dossier(dossier_path(office.dossiers, run, account))
    except ValueError:
        return "尚未巡查", ""
    days = [
        post.published.day
        for feed in dossier.facts
        if isinstance(feed, Feed)
        for post in feed.posts
        if post.published
    ]
    known = f"{max(days)}" if days else ""
    gap = next((g for g in dossier.gaps if g.of in ("Feed", "FeedRoute")), None)
    return _told(gap) if gap else "取得的内容不足以判断", known


def _told(gap: Gap) -> str:
    if gap.reason is GapReason.NOT_LOOKED and gap.detail:
        return gap.detail
    return GAP_REASON_NAMES[gap.reason] + (f"（{gap.detail}）" if gap.detail else "")
