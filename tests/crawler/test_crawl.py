"""The walk: home, columns, limits, what a dead front door means."""

from pathlib import Path

from core.facts import ColumnPage, Footer, HomePage, LinkTarget, PageText
from core.gap import Gap, GapReason
from core.subject import Column, ColumnKind
from demo.wire import Fault, Reply, Request
from tests.crawler.faulty import HOST, Web, html, links, plan, run

_LONG = html("<h1>标题</h1><p>" + "正文内容。" * 60 + "</p>", "文章")


def test_a_dead_front_door_leaves_a_gap_for_everything_behind_it(web: Web, tmp_path: Path) -> None:
    web.pages["/"] = Reply.failing(Fault.REFUSED)
    told = run(plan(web, tmp_path))
    assert {(gap.of, gap.reason) for gap in told.of(Gap)} == {
        (of, GapReason.REFUSED)
        for of in ("HomePage", "ColumnPage", "Footer", "LinkTarget", "PageText", "HiddenAnchors")
    }
    assert not told.of(HomePage)


def test_a_front_door_that_opens_at_the_second_knock_is_open(web: Web, tmp_path: Path) -> None:
    knocks: list[int] = []

    def door(_: Request) -> Reply:
        knocks.append(1)
        return Reply(502, b"") if len(knocks) == 1 else links("/a.html")

    web.pages["/"] = door
    told = run(plan(web, tmp_path))
    assert told.of(HomePage)
    assert not told.gaps("HomePage")


def test_a_column_that_cannot_be_fetched_is_a_gap_and_not_an_empty_list(
    web: Web, tmp_path: Path
) -> None:
    columns = (
        Column("要闻", f"http://{HOST}/yw/", ColumnKind.NEWS, cycle_days=14),
        Column("公告", f"http://{HOST}/gg/", ColumnKind.NOTICE),
    )
    web.pages["/"] = links("/yw/")
    web.pages["/yw/"] = _LONG
    web.pages["/gg/"] = Reply(500, b"")
    told = run(plan(web, tmp_path, columns))
    (page,) = told.of(ColumnPage)
    assert (page.name, page.kind, page.cycle_days, page.has_text) == (
        "要闻",
        ColumnKind.NEWS,
        14,
        True,
    )
    assert [(g.url, g.reason) for g in told.gaps("ColumnPage")] == [
        (f"http://{HOST}/gg/", GapReason.SERVER_ERROR)
    ]


_FRAMED = html(
    '<h1>某局</h1><iframe src="/foot.html"></iframe><p>' + "正文内容。" * 60 + "</p>", "首页"
)
_FOOT = html("<div id='footer'><p>主办单位：某局 某ICP备12345678号-1</p></div>", "页脚")


def test_marks_in_a_frame_count_as_the_front_doors_own(web: Web, tmp_path: Path) -> None:
    web.pages["/"], web.pages["/foot.html"] = _FRAMED, _FOOT
    told = run(plan(web, tmp_path))
    assert any(one.marks["icp"] for one in told.of(Footer))


def test_marks_in_a_frame_that_cannot_be_read_are_not_missing(web: Web, tmp_path: Path) -> None:
    web.pages["/"], web.pages["/foot.html"] = _FRAMED, Reply(403, b"")
    told = run(plan(web, tmp_path))
    assert not told.of(Footer)
    assert [(g.reason, g.url) for g in told.gaps("Footer")] == [
        (GapReason.BLOCKED, f"http://{HOST}/foot.html")
    ]


def test_stubs_before_the_front_door_are_walked_through(web: Web, tmp_path: Path) -> None:
    web.pages["/"] = Reply(
        200,
        b'<meta http-equiv="refresh" content="0;url=/portal/index.html">',
        (("Content-Type", "text/html"),),
    )
    web.pages["/portal/index.html"] = links("/a.html")
    told = run(plan(web, tmp_path))
    assert told.of(HomePage)[0].source.url == f"http://{HOST}/portal/index.html"
    assert f"http://{HOST}/a.html" in told.links()


def test_the_same_bytes_at_two_addresses_are_one_page(web: Web, tmp_path: Path) -> None:
    web.pages["/"] = web.pages["/index.html"] = links("/index.html")
    assert len(run(plan(web, tmp_path)).of(PageText)) == 1


def test_the_page_limit_leaves_a_gap_and_the_links_beyond_it_are_still_asked(
    web: Web, tmp_path: Path
) -> None:
    pages = [f"/p{n}.html" for n in range(10)]
    web.pages["/"] = links(*pages)
    for one in pages:
        web.pages[one] = _page(one)
    told = run(plan(web, tmp_path, max_pages=4))
    assert len(told.of(PageText)) == 4
    assert {link.state.value for link in told.of(LinkTarget)} == {"ok"}
    assert told.gaps("PageText")[0].reason is GapReason.BUDGET


def _page(words: str) -> Reply:
    return html(f"<p>{words}</p>" * 9, words)


def test_a_calendar_without_end_does_not_eat_the_crawl(web: Web, tmp_path: Path) -> None:
    def answer(request: Request) -> Reply:
        web.asked.append(request)
        if request.path == "/":
            return links("/calendar?month=1", "/real.html")
        if request.path.startswith("/calendar"):
            month = int(request.path.rpartition("=")[2])
            return links(*(f"/calendar?month={month + n}" for n in range(1, 40)))
        return _LONG if request.path == "/real.html" else Reply(404, b"")

    web.answer = answer  # type: ignore[method-assign]
    told = run(plan(web, tmp_path, max_depth=50, max_pages=2000))
    assert len(told.of(PageText)) < 60
    assert any(page.source.url.endswith("/real.html") for page in told.of(PageText))


def test_session_numbers_make_one_page_of_many_addresses(web: Web, tmp_path: Path) -> None:
    def answer(request: Request) -> Reply:
        web.asked.append(request)
        number = len(web.asked)
        if request.path.startswith(("/a.jsp", "/b.jsp")) or request.path == "/":
            return links(f"/a.jsp;jsessionid={number:032X}?x=1", f"/b.jsp?sid={number}&y=2")
        return Reply(404, b"")

    web.answer = answer  # type: ignore[method-assign]
    told = run(plan(web, tmp_path))
    assert len(told.links()) == 2
    assert len(web.asked) < 8


def test_a_site_that_answers_any_path_by_relative_links_comes_to_an_end(
    web: Web, tmp_path: Path
) -> None:
    web.answer = lambda request: links("news/", "about/")  # type: ignore[method-assign,assignment]
    told = run(plan(web, tmp_path, max_depth=100))
    assert len(told.nouns) < 60


def test_on_a_host_blind_to_case_two_spellings_are_two_living_links_and_one_page(
    web: Web, tmp_path: Path
) -> None:
    web.pages["/"] = links("/News/1.html", "/news/1.HTML")
    web.pages["/News/1.html"] = web.pages["/news/1.HTML"] = _LONG
    told = run(plan(web, tmp_path))
    assert [link.state.value for link in told.of(LinkTarget)] == ["ok", "ok"]
    assert len(told.of(PageText)) == 2
