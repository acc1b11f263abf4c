"""可用性探测: look at every front door once, and write down what was seen."""

from core.facts import Probe
from core.subject import Account, RunState, Subject, SubjectKind
from crawler.child import start
from crawler.progress import Seen
from scheduler.office import Office
from scheduler.plans import probe_round
from storage.probes import add_probes
from storage.subjects import list_subjects


def probe_all(office: Office) -> int:
    """Probe every running site and section; how many were looked at."""
    with office.database.read() as tx:
        subjects = [
            s
            for s in list_subjects(tx, (SubjectKind.SITE, SubjectKind.SECTION))
            if s.state is RunState.RUNNING
        ]
    return probe_these(office, subjects)


def probe_these(office: Office, subjects: list[Subject]) -> int:
    """Probe these; probes are kept as they come, so that a lost child loses only its rest."""
    doors = [s for s in subjects if not isinstance(s, Account)]
    if not doors:
        return 0
    seen = 0
    for noun in start(probe_round(office, doors, office.clock())):
        if isinstance(noun, Seen) and isinstance(noun.noun, Probe):
            with office.database.write() as tx:
                add_probes(tx, noun.subject, (noun.noun,))
            seen += 1
    return seen
