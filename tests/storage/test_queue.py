"""Two real processes on one database: nothing is done twice, and one scheduler rules."""

import subprocess
import sys
import threading
from datetime import datetime, timedelta

from core.clock import BEIJING
from core.subject import Region
from storage.database import Database
from storage.places import list_regions, save_regions
from storage.requests import (
    add_request,
    claim_request,
    finish_request,
    get_request,
    open_requests,
    renew_request,
)
from storage.schedule import (
    Entry,
    lock_holder,
    mark_finished,
    mark_started,
    read_timetable,
    release_lock,
    remove_entry,
    save_timetable,
    take_lock,
)
from storage.tables import Stage

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=BEIJING)
LEASE = timedelta(minutes=10)

CLAIMER = """
import sys
from datetime import datetime, timedelta, UTC
from storage.database import open_database
from storage.requests import claim_request, finish_request
url, owner = sys.argv[1:]
now = datetime(2026, 11, 21, tzinfo=UTC)
database = open_database(url)
while True:
    with database.write() as tx:
        got = claim_request(tx, owner, now, timedelta(minutes=10))
    if got is None:
        break
    print(got.id, flush=True)
    with database.write() as tx:
        assert finish_request(tx, got.id, owner, now, run="r")
"""

RULER = """
import sys
from datetime import datetime, timedelta, UTC
from storage.database import open_database
from storage.schedule import take_lock
url, owner = sys.argv[1:]
database = open_database(url)
now = datetime(2026, 11, 21, tzinfo=UTC)
for turn in range(100):
    with database.write() as tx:
        print(owner if take_lock(tx, owner, now, timedelta(minutes=1)) else "-")
"""


def _in_processes(database: Database, code: str, owners: list[str]) -> list[list[str]]:
    url = database.engine.url.render_as_string(hide_password=False)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, url, owner], stdout=subprocess.PIPE, text=True
        )
        for owner in owners
    ]
    told = [one.communicate(timeout=120)[0].split() for one in started]
    assert [one.returncode for one in started] == [0] * len(owners)
    return told


def test_processes_that_claim_at_once_never_get_the_same_request(database: Database) -> None:
    with database.write() as tx:
        numbers = [add_request(tx, f"site:{n}", "王某", NOW).id for n in range(200)]
    told = _in_processes(database, CLAIMER, ["甲", "乙", "丙"])
    assert sorted(int(number) for one in told for number in one) == numbers
    with database.read() as tx:
        assert open_requests(tx) == ()


def test_of_two_schedulers_one_gets_the_lock(database: Database) -> None:
    told = _in_processes(database, RULER, ["甲", "乙"])
    winners = {word for one in told for word in one} - {"-"}
    assert len(winners) == 1
    assert sorted(len(set(one)) for one in told) == [1, 1]


def test_a_writer_that_read_first_is_never_overtaken_into_failing(database: Database) -> None:
    def other() -> None:
        with database.write() as tx:
            save_regions(tx, [Region("990102", "乙区")])

    rival = threading.Thread(target=other)
    with database.write() as tx:
        assert list_regions(tx) == ()
        rival.start()
        rival.join(0.3)  # on SQLite it waits for us; had it gone first, our next line would fail
        save_regions(tx, [Region("990101", "甲区")])
    rival.join(30)
    with database.read() as tx:
        assert len(list_regions(tx)) == 2


def test_a_claim_lapses_with_its_lease_and_the_late_one_learns_it(database: Database) -> None:
    with database.write() as tx:
        number = add_request(tx, "site:5399010001", "王某", NOW).id
        assert add_request(tx, "site:5399010001", "李某", NOW).id == number
        first = claim_request(tx, "甲", NOW, LEASE)
        assert first
        assert (first.id, first.stage, first.owner) == (number, Stage.DOING, "甲")
        assert claim_request(tx, "乙", NOW + LEASE, LEASE) is None
        assert renew_request(tx, number, "甲", NOW + LEASE, LEASE)
        late = NOW + 3 * LEASE
        second = claim_request(tx, "乙", late, LEASE)
        assert second
        assert second.owner == "乙"
        assert not renew_request(tx, number, "甲", late, LEASE)
        assert not finish_request(tx, number, "甲", late)
        assert finish_request(tx, number, "乙", late, run="r1", failed=True, note="网络中断")
        done = get_request(tx, number)
        assert done
        assert (done.stage, done.run, done.note) == (Stage.FAILED, "r1", "网络中断")
        assert claim_request(tx, "丙", late + LEASE, LEASE) is None


def test_the_lock_passes_on_when_it_lapses_or_is_let_go(database: Database) -> None:
    with database.write() as tx:
        assert take_lock(tx, "甲", NOW, LEASE)
        assert take_lock(tx, "甲", NOW + LEASE / 2, LEASE)
        assert not take_lock(tx, "乙", NOW + LEASE, LEASE)
        assert lock_holder(tx, NOW + LEASE) == "甲"
        assert take_lock(tx, "乙", NOW + 2 * LEASE, LEASE)
        release_lock(tx, "甲")
        assert lock_holder(tx, NOW + 2 * LEASE) == "乙"
        release_lock(tx, "乙")
        assert lock_holder(tx, NOW + 2 * LEASE) is None
        assert take_lock(tx, "甲", NOW, LEASE)


def test_a_new_timetable_keeps_what_is_known_of_the_last_runs(database: Database) -> None:
    nightly = Entry("每夜巡查", "nightly", "30 1 * * *")
    with database.write() as tx:
        save_timetable(tx, [nightly, Entry("探测", "probe", "*/30 * * * *", enabled=False)])
        mark_started(tx, "每夜巡查", NOW)
        mark_finished(tx, "每夜巡查", NOW + LEASE, "完成")
        save_timetable(tx, [Entry("每夜巡查", "nightly", "0 2 * * *")])
        remove_entry(tx, "探测")
        assert read_timetable(tx) == (
            Entry("每夜巡查", "nightly", "0 2 * * *", True, NOW, NOW + LEASE, "完成"),
        )
