"""名录核对: what platforms show against what is registered, what opened and closed, who was silent and for
how long, and who was named twice in a year (临沧2022: 一年内被点名两次及以上的，责令关停)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from core.change import CHANGE_NAMES, ChangeKind
from core.clock import beijing_day, end_of_day
from core.facts import AccountState, Profile
from core.period import Period
from core.result import Outcome
from core.subject import Account, RunState
from core.verdict import Grade, Verdict
from scheduler.dossiers import dossier_path, open_dossier
from scheduler.office import Office
from storage.results import results_of
from storage.runs import list_runs, planned_subjects
from storage.subjects import list_subjects, subject_history
from storage.tables import Stage
from storage.verdicts import latest_verdicts

_RUNS = 20
_YEAR = 365
_SILENT = frozenset({"account_silent", "never_updated"})
NAMED_TWICE = 2
_STATES = {
    AccountState.LIVE: "正常",
    AccountState.CLOSED: "已关停",
    AccountState.LOGIN_REQUIRED: "需登录",
    AccountState.UNKNOWN: "未知",
}
_FILED = {
    RunState.RUNNING: "正常运行",
    RunState.CLOSED: "关停",
    RunState.DEREGISTERED: "注销",
    RunState.MIGRATED: "迁移",
}


_DIFFERENCES = (
    ("name_mismatch", "名称"),
    ("subject_mismatch", "认证主体"),
    ("closed_but_alive", "备案关停实未关停"),
    ("closure_unfiled", "实已关停未备案"),
)
"""The checks have compared; here their word is repeated."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One account as registered and as shown. `differs` names what does not agree."""

    account: Account
    filed_state: str
    shown_name: str
    shown_subject: str
    shown_state: str
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Streak:
    """Periods, the last one first, in which the account failed; how many of them without a break, and in
    how many without a break it was silent."""

    account: Account
    named: tuple[str, ...]
    running: int
    silent: int

    @property
    def advice(self) -> str:
        """What the rule of 临沧 asks for."""
        return "建议关停" if len(self.named) >= NAMED_TWICE else ""


@dataclass(frozen=True, slots=True)
class Moved:
    """One change of the register in the period."""

    day: date
    what: str
    account: Account


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The whole report."""

    period: Period
    shown: tuple[Shown, ...]
    moved: tuple[Moved, ...]
    streaks: tuple[Streak, ...]


def reconcile(office: Office, period: Period) -> Reconciled:
    """For one period and, for streaks, those of the same length before it, a year in all."""
    end = end_of_day(period.end)
    with office.database.read() as tx:
        accounts = [s for s in list_subjects(tx) if isinstance(s, Account)]
        changes = subject_history(tx, since=_start(period), until=end)
        verdicts = [
            (one.title, latest_verdicts(tx, end_of_day(one.end), since=_start(one)))
            for one in _year(period)
        ]
        last: dict[str, str] = {}
        for run in list_runs(tx, limit=_RUNS):
            for key, stage, _ in planned_subjects(tx, run.id):
                if stage is Stage.DONE and run.as_of <= end:
                    last.setdefault(key, run.id)
    shown = tuple(_shown(office, one, last.get(one.key, "")) for one in accounts)
    moved = tuple(
        Moved(beijing_day(one.at), CHANGE_NAMES[one.kind], one.after)
        for one in changes
        if isinstance(one.after, Account) and one.kind in (ChangeKind.NEW, ChangeKind.CLOSED)
    )
    silent = frozenset(row.id for row in office.rulebook.indicators if _SILENT & row.checks.keys())
    streaks = tuple(s for one in accounts if (s := _streak(one, verdicts, silent)).named)
    return Reconciled(period, shown, moved, streaks)


def _year(period: Period) -> list[Period]:
    """The period and those of the same length before it, the last one first: four quarters, twelve months."""
    found = [period]
    length = period.end - period.start
    while len(found) < round(_YEAR / (length.days + 1)):
        end = found[-1].start - timedelta(days=1)
        found.append(Period(f"{end - length}至{end}", end - length, end))
    return found


def _start(period: Period) -> datetime:
    return end_of_day(period.start - timedelta(days=1)) + timedelta(seconds=1)


def _streak(
    account: Account, verdicts: list[tuple[str, Mapping[str, Verdict]]], silent: frozenset[str]
) -> Streak:
    """A period without a verdict, or pending, breaks a streak: nobody is named for what was not seen."""
    mine = [(title, of.get(account.key)) for title, of in verdicts]
    failed = [(title, v) for title, v in mine if v and v.grade is Grade.DISQUALIFIED]
    return Streak(
        account,
        tuple(title for title, _ in failed),
        _unbroken(v is not None and v.grade is Grade.DISQUALIFIED for _, v in mine),
        _unbroken(v is not None and bool(silent & set(v.vetoed_by)) for _, v in mine),
    )


def _unbroken(these: Iterable[bool]) -> int:
    return sum(1 for _ in takewhile(bool, these))


def _shown(office: Office, account: Account, run: str) -> Shown:
    profile = None
    if run:
        try:
            facts = open_dossier(dossier_path(office.dossiers, run, account)).facts
            profile = next((f for f in facts if isinstance(f, Profile)), None)
        except ValueError:
            profile = None
    filed = _FILED[account.state]
    if profile is None:
        return Shown(account, filed, "", "", "未取得", ())
    with office.database.read() as tx:
        failed = {r.check for r in results_of(tx, run, account.key) if r.outcome is Outcome.FAIL}
    differs = [word for check, word in _DIFFERENCES if check in failed]
    return Shown(
        account,
        filed,
        profile.shown_name,
        profile.verified_subject,
        _STATES[profile.state],
        tuple(differs),
    )
