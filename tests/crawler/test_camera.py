"""Photographs for evidence: the words in question stand in a red box, wherever tags split them."""

from pathlib import Path

import pytest

from crawler.camera import NoPhotographError, look, photograph
from tests.crawler.faulty import HOST, Web, html
from tests.crawler.test_render import BROWSER, needs_browser

_PAGE = (
    "<h1>关于部<b>署</b>工作的通知</h1><p>请各单位认真布<span>\n署</span>，认真布署。</p>"
    "<script>var x='布署';</script>"
)


@needs_browser
def test_words_are_boxed_also_where_a_tag_splits_them(web: Web, tmp_path: Path) -> None:
    web.pages["/a.html"] = html("<meta charset='utf-8'>" + _PAGE)
    shot = photograph(
        BROWSER,
        f"http://{HOST}/a.html",
        ["布署"],
        tmp_path / "a.png",
        proxy=f"http://127.0.0.1:{web.port}",
    )
    assert shot.boxes == 2
    assert shot.path.read_bytes().startswith(b"\x89PNG")


@needs_browser
def test_the_stored_page_is_shown_and_not_todays(web: Web, tmp_path: Path) -> None:
    web.pages["/a.html"] = html("<p>已经改好了：部署</p>")
    stored = html(_PAGE, charset="gb18030").body
    shot = photograph(
        BROWSER,
        f"http://{HOST}/a.html",
        ["布署"],
        tmp_path / "a.png",
        body=stored,
        proxy=f"http://127.0.0.1:{web.port}",
    )
    assert shot.boxes == 2
    assert web.count("/a.html") == 0


@needs_browser
def test_words_that_are_gone_are_told_by_no_box(web: Web, tmp_path: Path) -> None:
    web.pages["/a.html"] = html("<p>部署</p>")
    proxy = f"http://127.0.0.1:{web.port}"
    url = f"http://{HOST}/a.html"
    assert photograph(BROWSER, url, ["布署"], tmp_path / "a.png", proxy=proxy).boxes == 0


@needs_browser
@pytest.mark.parametrize("way", ["{}", "<b>", "<input value='{}'>"], ids=["plain", "tags", "field"])
def test_two_numbers_of_people_give_the_same_picture_and_two_years_do_not(
    web: Web, tmp_path: Path, way: str
) -> None:
    def drawn(words: str) -> bytes:
        style = "<meta charset='utf-8'><style>* { font-family: monospace }</style>"
        web.pages["/a.html"] = html(f"{style}<p>张某，证件 {words}，登记。</p>")
        url, proxy = f"http://{HOST}/a.html", f"http://127.0.0.1:{web.port}"
        return photograph(BROWSER, url, [], tmp_path / "a.png", proxy=proxy).path.read_bytes()

    def written(number: str) -> str:
        return f"{number[:6]}<b>{number[6:]}</b>" if "<b>" in way else way.format(number)

    first, second = "532901190002275480", "532924190307220450"
    assert drawn(written(first)) == drawn(written(second))
    assert drawn("2024") != drawn("2025")


@pytest.mark.parametrize("browser", ["", "/bin/false"])
def test_without_a_browser_there_is_a_sentence_and_no_picture(tmp_path: Path, browser: str) -> None:
    with pytest.raises(NoPhotographError, match="无法截图"):
        photograph(browser, "http://x.gov.test/", ["字"], tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()


@needs_browser
def test_a_stored_page_is_looked_at_with_its_scripts_run() -> None:
    body = "<ul id=l></ul><script>l.innerHTML='<li>行</li>';console.error('坏')</script>".encode()
    told = look(BROWSER, "http://nowhere.gov.test/", body=body)
    assert "<li>行</li>" in told.html
    assert told.errors == ["坏"]
