"""What the office knows of a subject without looking tonight: a week of probes, the register's own words,
and the posts of accounts that a sheet or a person reported."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from core.facts import Fact, Filing
from core.gap import Gap, GapReason
from core.snapshot import Source
from core.subject import Account, Platform, RunState, Subject
from scheduler.gather import Known
from scheduler.office import Office
from storage.probes import probes_between
from storage.reported import reported_feeds
from storage.subjects import list_subjects

WEEK = timedelta(days=7)


def known_facts(office: Office) -> Known:
    """A reader of stored facts, to be handed to those who fill dossiers."""
    siblings: dict[tuple[str, Platform], list[Account]] = defaultdict(list)
    with office.database.read() as tx:
        for one in list_subjects(tx):
            if isinstance(one, Account) and one.sponsor and one.state is RunState.RUNNING:
                siblings[(one.sponsor, one.platform)].append(one)
    lookback = timedelta(days=office.settings.accounts.lookback_days)

    def known(subject: Subject, as_of: datetime) -> Iterable[Fact | Gap]:
        if isinstance(subject, Account):
            shared = siblings[(subject.sponsor, subject.platform)]
            others = tuple(sorted(one.name for one in shared if one.key != subject.key))
            with office.database.read() as tx:
                told = reported_feeds(tx, subject.key, as_of - lookback, as_of)
            return (Filing(Source(subject.key), others), *told)
        with office.database.read() as tx:
            probes = probes_between(tx, subject.key, as_of - WEEK, as_of)
        return probes or (Gap("Probe", subject.url, GapReason.TOO_FEW, "尚无探测记录"),)

    return known
