"""Seeded leaks of every kind through the whole house, with a kill in mid-crawl: nothing clear is left."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter

from core.clock import system_clock
from core.subject import Column, ColumnKind, Site
from demo.wire import Reply
from storage.database import open_database
from storage.findings import list_findings
from storage.subjects import save_subjects
from tests.canary import found_in
from tests.crawler.faulty import HOST, Web, html

# Of nobody: births of 1900-1909, a bank that is none.
IN_TEXT, IN_ATTRIBUTE, IN_COMMENT, SPLIT = (
    "532901190001010078",
    "53290119000227548X",
    "53292419050520008X",
    "530102190203040016",
)
IN_ADDRESS, IN_FILE, IN_GBK, DRAWN = (
    "532901190002275480",
    "532924190307220450",
    "532931190509160285",
    "53011119071130052X",
)


def _right(number: str) -> str:
    """The number with its check digit set right."""
    from checks.privacy.numbers import check_digit

    return number[:17] + check_digit(number[:17])


SEEDS = {
    name: _right(value)
    for name, value in {
        "text": IN_TEXT,
        "attribute": IN_ATTRIBUTE,
        "comment": IN_COMMENT,
        "split": SPLIT,
        "address": IN_ADDRESS,
        "file": IN_FILE,
        "gbk": IN_GBK,
        "drawn": DRAWN,
    }.items()
}
MOBILE, HOUSE, ILLNESS = "13800007431", "样例小区3栋2单元501室", "尹样例，因尿毒症"
CLEAR = (*SEEDS.values(), MOBILE, HOUSE, ILLNESS)
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-headless-shell", "google-chrome"))), ""
)
_LISTED = """<h2>工作动态</h2><ul id="list"></ul><script>
var n = ['%s', '%s'];
fetch('/news/data.json').then(r => r.json()).then(rows => {
  document.getElementById('list').innerHTML = rows.map(r =>
    `<li><a href="/news/${r}.html">关于李示范（身份证号${n.join('')}）第${r}项救助的公示</a>` +
    `<span>2026-11-0${r}</span></li>`).join('');
});</script>"""


def _workbook() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ("姓名", "身份证号"))
        sheet.write_row(1, 0, ("杨桂", SEEDS["file"]))
    return held.getvalue()


def _site(web: Web) -> None:
    drawn, split = SEEDS["drawn"], SEEDS["split"]
    web.pages["/"] = html(
        '<a href="/a.html">公示</a><a href="/gbk.html">公告</a><a href="/news/">工作动态</a>'
        f'<a href="/see.html?sfzh={SEEDS["address"]}">查看</a>'
        '<a href="/files/list.xlsx">附件：救助名单</a><a href="/files/late.xlsx">附件二</a>'
    )
    web.pages["/a.html"] = html(
        f"<h1>公示</h1><p>{'正文内容。' * 60}</p><p>申请人李示范，身份证号：{SEEDS['text']}，手机{MOBILE}，"
        f"家住大理市下关街道{HOUSE}。</p><p>患者{ILLNESS}住院。</p><p data-sfz='{SEEDS['attribute']}'>略</p>"
        f"<!-- 身份证号 {SEEDS['comment']} --><p>身份证号<b>{split[:6]}</b><i>{split[6:]}</i></p>",
        "公示",
    )
    web.pages["/gbk.html"] = html(
        f"<meta charset=gb2312><p>被处罚人王样例，身份证号{SEEDS['gbk']}。</p>", charset="gb18030"
    )
    web.pages[f"/see.html?sfzh={SEEDS['address']}"] = html("<p>查询结果：已通过。</p>")
    web.pages["/news/"] = html(_LISTED % (drawn[:9], drawn[9:]), "工作动态")
    web.pages["/news/data.json"] = Reply(
        200, b"[1,2,3,4,5,6]", (("Content-Type", "application/json"),)
    )
    for n in range(1, 7):
        web.pages[f"/news/{n}.html"] = html(f"<h1>第{n}项</h1><p>" + "正文。" * 80 + "</p>")
    web.pages["/files/list.xlsx"] = Reply(200, _workbook(), ())
    web.pages["/files/late.xlsx"] = Reply(200, _workbook()[:-1] + b"\0", (), 3.0)


class Desk:
    """An office of its own, its temporary files included."""

    def __init__(self, folder: Path, port: int) -> None:
        self.data, self.temporary = folder / "data", folder / "tmp"
        self.temporary.mkdir()
        database = open_database(self.data_made() / "govpatrol.db")
        database.upgrade()
        columns = (Column("工作动态", f"http://{HOST}/news/", ColumnKind.NEWS),)
        site = Site("5300000001", "某市", f"http://{HOST}/", columns=columns)
        with database.write() as tx:
            save_subjects(tx, [site], system_clock(), "测试")
        database.close()
        sets = (
            f"crawl.proxy=http://127.0.0.1:{port}",
            "crawl.allow_private=true",
            "crawl.delay=0",
            "crawl.recheck_after=0.1",
            "crawl.workers=1",
            "crawl.timeout=8",
            f"crawl.max_renders={5 if BROWSER else 0}",
        )
        self.words = [part for word in sets for part in ("--set", word)]

    def data_made(self) -> Path:
        self.data.mkdir()
        return self.data

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        with (self.data / "log.txt").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "cli", "--data", str(self.data), *self.words, *words],
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, "TMPDIR": str(self.temporary)},
            )

    def run(self, *words: str) -> None:
        assert self.start(*words).wait(300) == 0, (self.data / "log.txt").read_text("utf-8")

    def clear(self) -> list[tuple[str, str]]:
        return found_in(self.data.parent, CLEAR)


@pytest.fixture
def web():
    with Web() as serving:
        _site(serving)
        yield serving


def _until(told, patience=90.0):
    end = time.monotonic() + patience
    while not told():
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.05)


def test_no_clear_value_is_left_by_a_killed_run_nor_by_the_one_that_carries_it_on(web, tmp_path):
    desk = Desk(tmp_path, web.port)
    first = desk.start("run")
    _until(lambda: web.count("/files/late.xlsx", "HEAD") or web.count("/files/late.xlsx"))
    _until(lambda: web.count("/files/list.xlsx"))
    time.sleep(0.5)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert list((desk.data / "blobs").rglob("*.gz")), "it was killed after it had begun to write"
    assert not desk.clear()

    desk.run("run")
    desk.run("export", "findings", "2026Q4", "-o", str(desk.data / "问题.xlsx"))
    desk.run("notice", "2026Q4", "-o", str(desk.data / "通报.docx"))
    assert not desk.clear()
    database = open_database(desk.data / "govpatrol.db")
    with database.read() as tx:
        found = list_findings(tx)
    database.close()
    ids = {one.evidence.url for one in found if one.check == "id_card_number"}
    told = {url.rpartition("/")[2].partition("?")[0] for url in ids}
    wanted = {"a.html", "gbk.html", "see.html", "list.xlsx"}
    assert wanted <= told, "what is kept nowhere in clear was found all the same"
    assert bool(BROWSER) == any(url.endswith("/news/") for url in ids)


def test_the_search_itself_finds_what_is_packed_and_what_is_not(tmp_path):
    import gzip
    import zlib

    number = SEEDS["text"]
    (tmp_path / "a.gz").write_bytes(gzip.compress(f"身份证号{number}".encode()))
    (tmp_path / "b.bin").write_bytes(zlib.compress(number.encode("utf-16-le")))
    (tmp_path / f"{number}.txt").write_bytes(b"")
    assert {path for path, _ in found_in(tmp_path, [number])} == {"a.gz", "b.bin", f"{number}.txt"}
