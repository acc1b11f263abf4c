"""What the office knows of a subject without looking tonight: a week of probes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.facts import Fact
from core.gap import Gap, GapReason
from core.subject import Account, Subject
from scheduler.gather import Known
from scheduler.office import Office
from storage.probes import probes_between

WEEK = timedelta(days=7)


def known_facts(office: Office) -> Known:
    """A reader of stored facts, to be handed to those who fill dossiers."""

    def known(subject: Subject, as_of: datetime) -> Iterable[Fact | Gap]:
        if isinstance(subject, Account):
            return ()
        with office.database.read() as tx:
            probes = probes_between(tx, subject.key, as_of - WEEK, as_of)
        return probes or (Gap("Probe", subject.url, GapReason.TOO_FEW, "尚无探测记录"),)

    return known
