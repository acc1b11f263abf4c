"""After a leak was reported: gone is not mended, an attachment that answers is open, no answer is no news."""

import os
import pty
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from core.finding import FindingState
from core.result import Evidence, Outcome, Result
from core.subject import Site
from demo.wire import Reply
from scheduler.office import open_office
from scheduler.relook import There, relook, relook_run, settle
from scheduler.scan import start_run
from storage.findings import find_finding, list_findings, record_findings
from storage.subjects import save_subjects
from tests.canary import found_in
from tests.crawler.faulty import HOST, Web, html
from tests.scheduler.test_attachments import NUMBER, workbook

SITE = Site("5300000001", "某市", f"http://{HOST}/")
THEN, NOW = datetime(2026, 11, 1, 4, tzinfo=UTC), datetime(2026, 11, 20, 4, tzinfo=UTC)
LEAKING = html(f"<p>申请人杨桂，身份证号{NUMBER}。</p>", "公示")
MASKED = html("<p>申请人杨某，身份证号5329**********5480。</p>", "公示")


@pytest.fixture
def web():
    with Web() as serving:
        serving.pages["/"] = html("<p>首页</p>", "首页")
        yield serving


@pytest.fixture
def office(web, tmp_path):
    sets = {
        "crawl.proxy": f"http://127.0.0.1:{web.port}",
        "crawl.allow_private": "true",
        "crawl.delay": "0",
        "crawl.timeout": "2",
    }
    with open_office(tmp_path / "data", {}, sets, lambda: NOW) as opened:
        with opened.database.write() as tx:
            save_subjects(tx, [SITE], THEN, "测试")
        yield opened


def found_at(office, path):
    url = f"http://{HOST}{path}"
    result = Result(
        SITE.key, "id_card_number", "p", Outcome.FAIL, "公开未脱敏的身份证号1条", url, Evidence(url)
    )
    with office.database.write() as tx:
        (finding,) = record_findings(tx, "earlier", [result], THEN)
    return finding


def now(office, finding):
    with office.database.read() as tx:
        return find_finding(tx, finding.id)


@pytest.mark.parametrize(
    ("there", "seen", "state"),
    [
        (LEAKING, There.STILL, FindingState.CANDIDATE),
        (MASKED, There.CLEAN, FindingState.RECTIFIED),
        (Reply(404, b""), There.GONE, FindingState.REMOVED),
        (Reply(410, b""), There.GONE, FindingState.REMOVED),
        (Reply(302, b"", (("Location", f"http://{HOST}/"),)), There.GONE, FindingState.REMOVED),
        (Reply(503, b""), There.UNKNOWN, FindingState.CANDIDATE),
        (Reply(403, b""), There.UNKNOWN, FindingState.CANDIDATE),
    ],
)
def test_what_stands_at_the_address_decides(web, office, there, seen, state):
    finding = found_at(office, "/a.html")
    web.pages["/a.html"] = there
    again = relook(office, finding)
    settle(office, again, "张三")
    assert again.places[0].there is seen
    assert now(office, finding).state is state


def test_an_attachment_that_answers_is_open_though_no_page_links_it(web, office):
    finding = found_at(office, "/files/list.xlsx")
    web.pages["/files/list.xlsx"] = Reply(200, workbook(), ())
    assert relook(office, finding).places[0].there is There.STILL
    web.pages["/files/list.xlsx"] = Reply(404, b"")
    again = relook(office, finding)
    assert again.becomes is FindingState.REMOVED
    assert "已删除" in again.reason


def test_a_removed_leak_that_is_back_is_reopened(web, office):
    finding = found_at(office, "/a.html")
    settle(office, relook(office, finding), "张三")
    assert now(office, finding).state is FindingState.REMOVED
    web.pages["/a.html"] = LEAKING
    settle(office, relook(office, now(office, finding)), "张三")
    assert now(office, finding).state is FindingState.REOPENED


def test_a_run_looks_itself_for_what_its_crawl_did_not_meet(web, office):
    gone, open_ = found_at(office, "/a.html"), found_at(office, "/b.html")
    web.pages["/b.html"] = LEAKING
    run = start_run(office, "run", [SITE], NOW)
    assert relook_run(office, run) == 1
    assert now(office, gone).state is FindingState.REMOVED
    assert now(office, gone).events[-1].by == run.id
    assert now(office, open_).state is FindingState.CANDIDATE


def test_a_leak_that_the_run_has_met_is_not_asked_for_twice(web, office):
    found_at(office, "/a.html")
    run = start_run(office, "run", [SITE], THEN)
    assert relook_run(office, run) == 0
    assert not web.asked


def _reveal(office, web, finding, *, terminal):
    words = [sys.executable, "-m", "cli", "--data", str(office.folder)]
    words += [
        "--set",
        f"crawl.proxy=http://127.0.0.1:{web.port}",
        "--set",
        "crawl.allow_private=true",
    ]
    words += ["reveal", finding.id, "--by", "李核实", "--reason", "核对是否误报"]
    if not terminal:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr
    parent, child = pty.openpty()
    process = subprocess.Popen(words, stdout=child, stderr=child, stdin=child)
    os.close(child)
    said = b""
    while True:
        try:
            more = os.read(parent, 4096)
        except OSError:
            break
        if not more:
            break
        said += more
    os.close(parent)
    return process.wait(), said.decode("utf-8", "replace")


def test_the_clear_value_is_shown_on_a_terminal_and_who_looked_is_written_down(web, office):
    finding = found_at(office, "/a.html")
    web.pages["/a.html"] = LEAKING
    code, said = _reveal(office, web, finding, terminal=True)
    assert code == 0, said
    assert NUMBER in said
    log = (office.folder / "明文查看记录.jsonl").read_text("utf-8")
    assert "李核实" in log
    assert "核对是否误报" in log
    assert finding.id in log
    assert not found_in(office.folder, [NUMBER])


def test_into_a_file_or_a_pipe_it_shows_nothing(web, office):
    finding = found_at(office, "/a.html")
    web.pages["/a.html"] = LEAKING
    code, said = _reveal(office, web, finding, terminal=False)
    assert code == 1
    assert NUMBER not in said
    assert "终端" in said
    with office.database.read() as tx:
        assert len(list_findings(tx)) == 1
