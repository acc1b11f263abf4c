"""Dead links are found, living ones never accused: one crawl over a site full of traps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.facts import DEAD, LinkState
from demo.wire import Fault, Reply, Request
from tests.crawler.faulty import HOST, NOT_FOUND, Told, Web, html, links, plan, run

_HTML = (("Content-Type", "text/html"),)
_PNG = (("Content-Type", "image/png"),)
_PDF = (("Content-Type", "application/pdf"),)
_ARTICLE = html("<h1>标题</h1><p>" + "正文内容。" * 60 + "</p>", "文章")


def _get_only(status: int) -> object:
    def answer(request: Request) -> Reply:
        return Reply(status, b"") if request.method == "HEAD" else Reply(200, b"ok", _PDF)

    return answer


def _once(first: Reply, later: Reply) -> object:
    seen: list[int] = []

    def answer(_: Request) -> Reply:
        seen.append(1)
        return first if len(seen) == 1 else later

    return answer


def _browsers_only(request: Request) -> Reply:
    return _ARTICLE if "Chrome" in request.headers.get("user-agent", "") else Reply(404, b"")


def _with_cookie(request: Request) -> Reply:
    if "seen=1" in request.headers.get("cookie", ""):
        return _ARTICLE
    return Reply(302, b"", (("Location", request.path), ("Set-Cookie", "seen=1; Path=/")))


DEAD_LINKS: dict[str, tuple[object, LinkState]] = {
    "/gone.html": (NOT_FOUND, LinkState.NOT_FOUND),
    "/gone.pdf": (NOT_FOUND, LinkState.NOT_FOUND),
    "/removed.html": (Reply(410, b"", _HTML), LinkState.NOT_FOUND),
    "/broken.jsp": (Reply(500, b"error", _HTML), LinkState.SERVER_ERROR),
    "/busy.html": (Reply(503, b"", _HTML), LinkState.SERVER_ERROR),
    "/ring-a.html": (Reply(302, b"", (("Location", "/ring-b.html"),)), LinkState.REDIRECT_LOOP),
    "/to-gone.html": (Reply(302, b"", (("Location", "/gone.html"),)), LinkState.NOT_FOUND),
    "/hang.html": (Reply.failing(Fault.HANG), LinkState.TIMEOUT),
    "/cut.html": (Reply.failing(Fault.DROP), LinkState.REFUSED),
    "/empty.pdf": (Reply(200, b"", _PDF), LinkState.EMPTY),
    "/art/2024/sent_home_1234.html": (Reply(302, b"", (("Location", "/"),)), LinkState.SOFT_404),
    "http://no-such.gov.test/": (None, LinkState.DNS_FAILED),
    "http://refused.gov.test/": (Reply.failing(Fault.REFUSED), LinkState.REFUSED),
    "http://silent.gov.test/": (Reply.failing(Fault.TIMEOUT), LinkState.TIMEOUT),
    "http://300.1.1.1/": (None, LinkState.MALFORMED),
}
LIVING: dict[str, object] = {
    "/head-403.pdf": _get_only(403),
    "/head-404.pdf": _get_only(404),
    "/head-405.pdf": _get_only(405),
    "/head-500.pdf": _get_only(500),
    "/once-503.html": _once(Reply(503, b"", _HTML), html("<p>恢复了的页面</p>" * 9)),
    "/once-cut.html": _once(Reply.failing(Fault.DROP), _ARTICLE),
    "/slow.html": Reply(200, _ARTICLE.body, _HTML, 1.4),
    "/browsers.html": _browsers_only,
    "/cookie.html": _with_cookie,
    "/moved.html": Reply(301, b"", (("Location", "/article.html"),)),
    "/home-again": Reply(302, b"", (("Location", "/"),)),
    "/article.html": _ARTICLE,
    "/%E4%B8%AD%E6%96%87.html": _ARTICLE,
    "/huge.mp4": Reply(200, b"\0" * (3 << 20), (("Content-Type", "video/mp4"),)),
    "/huge.html": Reply(200, b"<html>" + b"<p>x</p>" * (300_000), _HTML),
    "/viewer.pdf": html("<p>在线预览</p>" * 20, "附件预览"),
    "http://other.gov.test/": _ARTICLE,
}
BLOCKED: dict[str, object] = {
    "/403.html": Reply(403, b"", _HTML),
    "/405.html": Reply(405, b"", _HTML),
    "/412.html": Reply(412, b"<script>x()</script>", _HTML),
    "/429.html": Reply(429, b"", _HTML),
    "/521.html": Reply(521, b"<script>x()</script>", _HTML),
    "/202.html": Reply(202, b"<script>challenge()</script>", _HTML),
    "/401.html": Reply(401, b"", _HTML),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with Web() as web:
        scripts = {u: s for u, (s, _) in DEAD_LINKS.items() if s} | LIVING | BLOCKED
        for address, script in scripts.items():
            web.pages[address.removeprefix("http://")] = script  # type: ignore[assignment]
        web.pages["/ring-b.html"] = Reply(302, b"", (("Location", "/ring-a.html"),))
        web.pages["/"] = links(*DEAD_LINKS, *LIVING, *BLOCKED)
        yield run(plan(web, tmp_path_factory.mktemp("crawl")))


def _url(address: str) -> str:
    return address if "://" in address else f"http://{HOST}{address}"


@pytest.mark.parametrize("address", DEAD_LINKS)
def test_a_dead_link_is_called_by_its_kind_of_death(told: Told, address: str) -> None:
    link = told.links()[_url(address)]
    assert link.state is DEAD_LINKS[address][1], link.detail
    assert link.on_home
    assert link.holders[0].page == f"http://{HOST}/"


@pytest.mark.parametrize("address", LIVING)
def test_a_living_link_is_never_accused(told: Told, address: str) -> None:
    link = told.links()[_url(address)]
    assert link.state is LinkState.OK, link


@pytest.mark.parametrize("address", BLOCKED)
def test_a_firewall_is_blocked_and_not_dead(told: Told, address: str) -> None:
    assert told.links()[_url(address)].state is LinkState.BLOCKED


def test_a_page_that_recovered_is_read_after_all(told: Told) -> None:
    read = {one.source.url for one in told.nouns if type(one).__name__ == "PageText"}
    assert f"http://{HOST}/once-503.html" in read
    assert not [gap for gap in told.gaps("PageText") if "once-503" in gap.url]


def test_a_page_behind_a_firewall_leaves_a_gap(told: Told) -> None:
    assert {gap.reason.value for gap in told.gaps("PageText") if gap.url.endswith("/412.html")} == {
        "blocked"
    }


def test_a_host_that_says_200_to_everything_is_seen_through(web: Web, tmp_path: Path) -> None:
    excuse = html("<p>您找的内容走丢了，5 秒后回家</p>", "提示")
    web.answer = _never_404(web, excuse)  # type: ignore[method-assign]
    web.pages["/"] = links("/art_1.html", "/lost.html", "/lost/deeper.html")
    web.pages["/art_1.html"] = _ARTICLE
    states = {
        u.rpartition("test")[2]: one.state for u, one in run(plan(web, tmp_path)).links().items()
    }
    assert states == {
        "/art_1.html": LinkState.OK,
        "/lost.html": LinkState.SOFT_404,
        "/lost/deeper.html": LinkState.SOFT_404,
    }


def _never_404(web: Web, excuse: Reply) -> object:
    def answer(request: Request) -> Reply:
        script = web.pages.get(request.path, excuse)
        return script(request) if callable(script) else script

    return answer


def test_without_any_foreign_answer_our_own_line_is_suspected(web: Web, tmp_path: Path) -> None:
    web.pages["/"] = links(*(f"http://far{n}.gov.test/" for n in range(4)))
    told = run(plan(web, tmp_path))
    assert not [one for one in told.links().values() if one.state in DEAD]


def test_every_holder_is_counted_and_the_home_page_comes_first(web: Web, tmp_path: Path) -> None:
    pages = [f"/p{n}.html" for n in range(30)]
    web.pages["/"] = links(*pages)
    for one in pages:
        web.pages[one] = links("/dead.html", one)
    link = run(plan(web, tmp_path)).links()[f"http://{HOST}/dead.html"]
    assert (link.held, link.in_template, link.on_home, len(link.holders)) == (30, True, False, 20)


def test_excluded_addresses_are_never_asked(web: Web, tmp_path: Path) -> None:
    web.pages["/"] = links("/old/1.html", "/new.html")
    web.pages["/new.html"] = _ARTICLE
    told = run(plan(web, tmp_path, excluded_links=("/old/*",)))
    assert told.links()[f"http://{HOST}/old/1.html"].state is LinkState.EXCLUDED
    assert web.count("/old/1.html") == 0


def test_a_site_written_by_scripts_that_gives_one_shell_for_every_path_is_not_accused(
    web: Web, tmp_path: Path
) -> None:
    shell = html('<div id="app"></div><a href="/news/1">一</a><a href="/news/2">二</a>', "某市")
    web.answer = lambda request: shell  # type: ignore[method-assign,assignment]
    told = run(plan(web, tmp_path))
    assert not [link for link in told.links().values() if link.state in DEAD]
