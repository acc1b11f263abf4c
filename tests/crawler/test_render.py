"""Lists that only scripts write are read in a real browser; without one they are a Gap."""

import shutil
from pathlib import Path

import pytest

from core.facts import ColumnPage, LinkState
from core.gap import GapReason
from core.snapshot import Snapshot
from core.subject import Column, ColumnKind
from demo.wire import Reply
from tests.crawler.faulty import HOST, Web, html, links, plan, run

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-headless-shell", "google-chrome"))), ""
)
needs_browser = pytest.mark.skipif(not BROWSER, reason="no browser on this machine")

_LIST = """
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/news/">工作动态</a></div>
<h2>工作动态</h2><ul id="list"></ul>
<script>
fetch('/news/data.json').then(r => r.json()).then(rows => {
  document.getElementById('list').innerHTML = rows.map(r =>
    `<li><a href="${r.url}">${r.title}</a><span>${r.date}</span></li>`).join('');
});
</script>
"""
_DATA = (
    "["
    + ",".join(
        f'{{"url":"/news/{n}.html","title":"关于做好第{n}项工作的通知","date":"2026-11-{n:02}"}}'
        for n in range(1, 13)
    )
    + "]"
)


def _site(web: Web) -> tuple[Column, ...]:
    web.pages["/"] = links("/news/")
    web.pages["/news/"] = html(_LIST, "工作动态")
    web.pages["/news/data.json"] = Reply(
        200, _DATA.encode(), (("Content-Type", "application/json"),)
    )
    for n in range(1, 11):
        web.pages[f"/news/{n}.html"] = html(f"<h1>第{n}项</h1><p>" + "正文。" * 80 + "</p>")
    return (Column("工作动态", f"http://{HOST}/news/", ColumnKind.NEWS),)


@needs_browser
def test_a_list_that_scripts_write_is_read_in_a_browser(web: Web, tmp_path: Path) -> None:
    told = run(plan(web, tmp_path, _site(web), browser=BROWSER, max_renders=5, timeout=5.0))
    (column,) = told.of(ColumnPage)
    assert len(column.entries) == 12
    assert column.entries[0].published
    snapshots = {s.url: s.by for s in told.of(Snapshot)}
    assert snapshots[f"http://{HOST}/news/"] == "browser"
    states = {u: link.state for u, link in told.links().items() if "/news/1" in u}
    assert states[f"http://{HOST}/news/1.html"] is LinkState.OK
    assert states[f"http://{HOST}/news/11.html"] is LinkState.NOT_FOUND


def test_without_a_browser_the_list_is_a_gap_and_never_empty(web: Web, tmp_path: Path) -> None:
    told = run(plan(web, tmp_path, _site(web)))
    assert not told.of(ColumnPage)
    assert [gap.reason for gap in told.gaps("ColumnPage")] == [GapReason.NOT_RENDERED]


_INLINE = """
<h2>工作动态</h2><ul id="list"></ul>
<script>
var rows = ['/news/1.html', '/news/2.html', '/gone.html', '/news/3.html', '/news/4.html'];
for (var i = 0; i < rows.length; i++) {
  document.getElementById('list').innerHTML +=
    '<li><a href=' + rows[i] + '>关于做好第' + i + '项重点工作任务落实情况的通知</a>' +
    '<span>2026-11-0' + (i + 1) + '</span></li>';
}
</script>
"""


@pytest.mark.parametrize("browser", ["", pytest.param(BROWSER, marks=needs_browser)])
def test_a_list_written_in_place_is_never_called_empty(
    web: Web, tmp_path: Path, browser: str
) -> None:
    columns = _site(web)
    web.pages["/news/"] = html(_INLINE, "工作动态")
    told = run(plan(web, tmp_path, columns, browser=browser, max_renders=5, timeout=5.0))
    if browser:
        assert len(told.of(ColumnPage)[0].entries) == 5
        assert told.links()[f"http://{HOST}/gone.html"].state is LinkState.NOT_FOUND
    else:
        assert told.gaps("ColumnPage")


def test_a_page_with_menus_and_an_empty_box_for_a_script_is_not_an_empty_column(
    web: Web, tmp_path: Path
) -> None:
    columns = _site(web)
    menu = "".join(f'<li><a href="/menu{n}/">栏目名称{n}</a></li>' for n in range(30))
    web.pages["/news/"] = html(
        f'<ul class="nav">{menu}</ul>{_INLINE}<p>主办单位：某市人民政府办公室</p>'
        + "<p>说明</p>" * 60,
        "工作动态",
    )
    told = run(plan(web, tmp_path, columns))
    assert not told.of(ColumnPage)
    assert [gap.reason for gap in told.gaps("ColumnPage")] == [GapReason.NOT_RENDERED]


@needs_browser
def test_what_was_rendered_is_not_rendered_again_after_a_resume(web: Web, tmp_path: Path) -> None:
    job = plan(web, tmp_path, _site(web), browser=BROWSER, max_renders=5, timeout=5.0)
    run(job)
    asked = len(web.asked)
    told = run(job)
    assert len(web.asked) == asked
    assert len(told.of(ColumnPage)[0].entries) == 12


def test_a_browser_that_does_not_start_leaves_gaps_and_no_crash(web: Web, tmp_path: Path) -> None:
    job = plan(web, tmp_path, _site(web), browser="/bin/false", max_renders=5)
    told = run(job)
    assert [gap.reason for gap in told.gaps("ColumnPage")] == [GapReason.NOT_RENDERED]


@needs_browser
@pytest.mark.parametrize("hop", [False, True])
def test_the_browser_is_kept_out_of_our_network_too(web: Web, tmp_path: Path, hop: bool) -> None:
    """Neither straight nor by a redirect, which Playwright's routes are not shown."""
    inside = f"http://127.0.0.1:{web.port}/inside.json"
    columns = _site(web)
    web.pages["/news/hop.json"] = Reply(302, b"", (("Location", inside),))
    asked = "/news/hop.json" if hop else inside
    web.pages["/news/"] = html(_LIST.replace("/news/data.json", asked), "工作动态")
    web.pages["127.0.0.1/inside.json"] = Reply(
        200, _DATA.encode(), (("Access-Control-Allow-Origin", "*"),)
    )
    told = run(plan(web, tmp_path, columns, browser=BROWSER, max_renders=5, timeout=5.0))
    assert web.count("/inside.json") == 0
    assert web.count("/news/hop.json") == hop
    assert told.gaps("ColumnPage")
