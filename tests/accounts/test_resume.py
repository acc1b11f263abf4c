"""A round that was stopped half-way goes on with what is missing, and asks nobody twice."""

from contextlib import ExitStack
from threading import Event

from core.run import RunStage
from core.subject import Account
from scheduler.dossiers import dossier_path
from scheduler.scan import Nobody, carry_out, start_run
from storage.runs import planned_subjects
from storage.subjects import list_subjects
from storage.tables import Stage
from tests.accounts.conftest import office_of


class StopAfter(Nobody):
    def __init__(self, count, stop):
        self.left, self.stop = count, stop

    def finished(self, subject):
        self.left -= 1
        if self.left <= 0:
            self.stop.set()


def done(office, run):
    with office.database.read() as tx:
        return {key for key, stage, _ in planned_subjects(tx, run.id) if stage is Stage.DONE}


def test_a_stopped_round_is_carried_on_without_looking_twice(tmp_path, city):
    with ExitStack() as stack:
        office = office_of(stack, tmp_path, city)
        with office.database.read() as tx:
            accounts = [s for s in list_subjects(tx) if isinstance(s, Account)][:12]
        run = start_run(office, "accounts", accounts, city.as_of)
        stop = Event()
        run = carry_out(office, run, StopAfter(4, stop), stop)
        assert run.stage is not RunStage.FINISHED
        first = done(office, run)
        assert 4 <= len(first) < 12
        sealed = {
            one.key: dossier_path(office.dossiers, run.id, one).stat().st_mtime_ns
            for one in accounts
            if one.key in first
        }
        run = carry_out(office, run, Nobody(), Event())
        assert run.stage is RunStage.FINISHED
        assert len(done(office, run)) == 12
        assert sealed == {
            one.key: dossier_path(office.dossiers, run.id, one).stat().st_mtime_ns
            for one in accounts
            if one.key in first
        }
