"""Attachments of a site: fetched by the crawl, read in children, told as texts, and not kept."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from checks.registry import all_checks
from checks.runner import run
from core.dossier import Dossier
from core.facts import LinkState, LinkTarget, PageText
from core.gap import GapReason
from core.result import Outcome
from demo.wire import Reply
from scheduler.gather import gather_site
from tests.crawler.faulty import HOST, Web, html, plan

NUMBER = "532901190002275480"  # of nobody alive: born 1900
LIST = f"http://{HOST}/files/list.xls"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as serving:
        yield serving


def workbook() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ("姓名", "身份证号"))
        sheet.write_row(1, 0, ("杨桂", NUMBER))
    return held.getvalue()


def gathered(web: Web, folder: Path, **changes: Any) -> Dossier:
    return gather_site(
        plan(web, folder, **{"max_attachments": 10, **changes}), lambda *_: (), lambda *_: None
    )


def site(web: Web, *addresses: str) -> None:
    web.pages["/"] = html('<a href="/a.html">关于公示的通知</a>')
    anchors = "".join(f'<p><a href="{a}">附件：救助名单</a></p>' for a in addresses)
    web.pages["/a.html"] = html("<h1>公示</h1><p>" + "正文内容。" * 60 + f"</p>{anchors}", "公示")


def attached(dossier: Dossier) -> list[PageText]:
    return [f for f in dossier.facts if isinstance(f, PageText) and f.kind == "attachment"]


def test_a_list_behind_a_link_is_read_judged_and_not_kept(web: Web, tmp_path: Path) -> None:
    site(web, "/files/list.xls")
    web.pages["/files/list.xls"] = Reply(200, workbook(), (("Content-Type", "application/msword"),))
    dossier = gathered(web, tmp_path)
    (text,) = attached(dossier)
    assert text.source.url == LIST
    assert text.holder == f"http://{HOST}/a.html"
    assert text.title == "附件：救助名单"
    (link,) = [f for f in dossier.facts if isinstance(f, LinkTarget) and f.source.url == LIST]
    assert link.state is LinkState.OK
    leaks = [
        r
        for r in run(all_checks()["id_card_number"], dossier, {})
        if r.outcome in (Outcome.FAIL, Outcome.REVIEW)
    ]
    assert [leak.evidence.url for leak in leaks] == [LIST]
    assert NUMBER not in repr(leaks)
    names = [s.sha256 for s in dossier.snapshots if s.url == LIST]
    assert names, "hash and size are remembered"
    assert not list((tmp_path / "blobs").rglob(f"{names[0]}*"))


def test_each_file_of_an_archive_is_a_text_of_its_own(web: Web, tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("甲.xlsx", workbook())
        archive.writestr("乙.bin", b"\0\1\2\3" * 50)
    site(web, "/files/all.zip")
    web.pages["/files/all.zip"] = Reply(200, held.getvalue(), ())
    dossier = gathered(web, tmp_path)
    assert [text.title for text in attached(dossier)] == ["附件：救助名单 甲.xlsx"]
    gaps = [gap for gap in dossier.gaps if gap.url.endswith("all.zip")]
    assert [(gap.reason, gap.detail.startswith("乙.bin：")) for gap in gaps] == [
        (GapReason.UNREADABLE, True)
    ]


def test_limits_of_count_and_size_are_gaps_and_the_links_stay_alive(
    web: Web, tmp_path: Path
) -> None:
    site(web, "/files/1.txt", "/files/2.txt", "/files/3.txt")
    for name in "12":
        web.pages[f"/files/{name}.txt"] = Reply(200, f"第{name}份通知。".encode(), ())
    web.pages["/files/3.txt"] = Reply(200, b"x" * 5000, ())
    dossier = gathered(web, tmp_path, max_attachments=1, max_attachment=4000)
    assert len(attached(dossier)) == 1
    reasons = {gap.reason for gap in dossier.gaps if "/files/" in gap.url}
    assert reasons == {GapReason.BUDGET, GapReason.TOO_LARGE}
    states = {
        f.state for f in dossier.facts if isinstance(f, LinkTarget) and "/files/" in f.source.url
    }
    assert states == {LinkState.OK}
