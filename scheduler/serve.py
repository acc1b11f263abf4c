"""无人值守: rings, works, survives. One worker thread does the long work in turn; probes go beside it.

Killed at any moment, the next start resumes the open run and catches each missed line up once.
"""

import logging
import os
import queue
import socket
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

from core.run import Run
from core.subject import SubjectKind
from scheduler.office import Office
from scheduler.probing import probe_all
from scheduler.scan import Nobody, carry_out, start_run
from scheduler.timetable import missed, ring, usual_timetable
from storage.runs import return_taken, unfinished_runs
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
from storage.subjects import list_subjects

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=90)
HEARTBEAT = 20.0
Afterwards = Callable[[Run], None]

ACCOUNT_KINDS = (SubjectKind.ACCOUNT, SubjectKind.APP)


class LockHeldError(Exception):
    """Another scheduler works on this database; the message is a Chinese sentence."""


def serve(office: Office, afterwards: Afterwards, stop: Event) -> None:
    """Work the timetable until `stop`. `afterwards` writes the daily list when a run is finished.

    Raises LockHeldError where another scheduler holds the lease.
    """
    owner = f"{socket.gethostname()}:{os.getpid()}"
    _bury_the_dead(office)
    if not _hold(office, owner):
        raise LockHeldError("已有另一个调度程序在使用这个数据库；同一时间只能有一个。")
    entries = _enter_timetable(office)
    work: queue.Queue[str] = queue.Queue()
    probes: queue.Queue[str] = queue.Queue()
    by_name = {e.name: e for e in entries}

    def heard(name: str) -> None:
        (probes if by_name[name].job == "probe" else work).put(name)

    hands = [
        Thread(target=_work, args=(office, by_name, work, afterwards, stop), name="work"),
        Thread(target=_probe, args=(office, by_name, probes, stop), name="probe"),
    ]
    for hand in hands:
        hand.start()
    for entry in _once_a_job([e for e in entries if missed(e, office.clock())]):
        log.warning("错过的班次补做一次：%s", entry.name)
        heard(entry.name)
    bells = ring(entries, heard)
    log.info("开始值守：%d 个班次", len(entries))
    try:
        while not stop.wait(HEARTBEAT):
            if not _hold(office, owner):
                log.error("调度租约已被别的进程接管，本进程退出")
                stop.set()
    finally:
        stop.set()
        bells.shutdown(wait=False)
        for hand in hands:
            hand.join()
        with office.database.write() as tx:
            release_lock(tx, owner)
        log.info("已停止值守")


def _enter_timetable(office: Office) -> list[Entry]:
    """Bring the table in line with the settings; what is known of last starts stays."""
    schedule = office.settings.schedule
    wanted = usual_timetable(schedule.nightly, schedule.accounts, office.settings.probe.per_day)
    names = {e.name for e in wanted}
    with office.database.write() as tx:
        for entry in read_timetable(tx):
            if entry.name not in names:
                remove_entry(tx, entry.name)
        save_timetable(tx, wanted)
        return list(read_timetable(tx))


def _once_a_job(entries: list[Entry]) -> list[Entry]:
    """Twenty missed probes are caught up by one."""
    return list({e.job: e for e in entries}.values())


def _bury_the_dead(office: Office) -> None:
    """A scheduler of this machine that was killed need not be waited for until its lease ends."""
    with office.database.write() as tx:
        holder = lock_holder(tx, office.clock()) or ""
        host, _, pid = holder.rpartition(":")
        if host == socket.gethostname() and pid.isdigit() and not _lives(int(pid)):
            release_lock(tx, holder)


def _lives(pid: int) -> bool:
    if os.name == "nt":  # no way to ask without harm: the lease decides
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _hold(office: Office, owner: str) -> bool:
    with office.database.write() as tx:
        return take_lock(tx, owner, office.clock(), LEASE)


def _work(
    office: Office,
    by_name: dict[str, Entry],
    work: "queue.Queue[str]",
    afterwards: Afterwards,
    stop: Event,
) -> None:
    with office.database.read() as tx:
        left = unfinished_runs(tx)
    for run in left:
        if not stop.is_set():
            log.warning("接着做上次没做完的运行 %s（%d/%d）", run.id, run.done, run.planned)
            with office.database.write() as tx:
                return_taken(tx, run.id)
            _finish(office, run, afterwards, stop)
    while not stop.is_set():
        try:
            entry = by_name[work.get(timeout=1)]
        except queue.Empty:
            continue
        with office.database.write() as tx:
            mark_started(tx, entry.name, office.clock())
            subjects = list_subjects(tx, () if entry.job == "nightly" else ACCOUNT_KINDS)
        run = start_run(office, entry.job, subjects, office.clock())
        _finish(office, run, afterwards, stop)
        if not stop.is_set():
            with office.database.write() as tx:
                mark_finished(tx, entry.name, office.clock(), run.id)


def _finish(office: Office, run: Run, afterwards: Afterwards, stop: Event) -> None:
    try:
        done = carry_out(office, run, Nobody(), stop)
        if not stop.is_set():
            log.info("运行 %s 完成：%d/%d", done.id, done.done, done.planned)
            afterwards(done)
    except Exception:
        # The watchman does not go home because one round went wrong; the log and the table say so.
        log.exception("运行 %s 出错，下次启动会接着做", run.id)


def _probe(
    office: Office, by_name: dict[str, Entry], probes: "queue.Queue[str]", stop: Event
) -> None:
    while not stop.is_set():
        try:
            entry = by_name[probes.get(timeout=1)]
        except queue.Empty:
            continue
        with office.database.write() as tx:
            mark_started(tx, entry.name, office.clock())
        try:
            count = probe_all(office)
            log.info("可用性探测：%d 个网站", count)
        except Exception:
            log.exception("可用性探测出错")
            continue
        with office.database.write() as tx:
            mark_finished(tx, entry.name, office.clock(), f"{count} 个网站")
