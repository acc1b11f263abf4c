"""An unchanged site costs next to nothing the next day, and is told in full all the same."""

import pickle
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from core.facts import Article, ColumnPage, LinkState, PageText
from core.subject import Column, ColumnKind
from crawler.answer import Answer
from crawler.memory import Memory, _Careful
from demo.wire import Reply, Request
from tests.crawler.faulty import HOST, Told, Web, html, links, plan, run

_DEEP = 12


def _tagged(web: Web, path: str, page: Reply) -> None:
    """A page that answers conditional requests."""
    tag = f'"{hash(page.body)}"'

    def answer(request: Request) -> Reply:
        if request.headers.get("if-none-match") == tag:
            return Reply(304, b"", (("ETag", tag),))
        return Reply(200, page.body, (*page.headers, ("ETag", tag)))

    web.pages[path] = answer


def _site(web: Web) -> tuple[Column, ...]:
    deep = [f"/art_{n}.html" for n in range(_DEEP)]
    _tagged(web, "/", links("/news/", "/file.pdf", "/dead.html"))
    _tagged(web, "/news/", links(*deep))
    for n, path in enumerate(deep):
        _tagged(
            web, path, html(f"<h1>第{n}篇通知</h1><p>" + f"正文{n}。" * 90 + "</p>", f"第{n}篇")
        )
    web.pages["/file.pdf"] = Reply(200, b"%PDF", (("Content-Type", "application/pdf"),))
    return (Column("要闻", f"http://{HOST}/news/", ColumnKind.NEWS),)


def _crawl(web: Web, folder: Path, day: int, refresh_days: int = 1) -> Told:
    """Each day has a frontier of its own; blobs and memory stay."""
    web.asked.clear()
    job = plan(
        web,
        folder / f"day{day}",
        _site(web),
        blobs=str(folder / "blobs"),
        memory=str(folder / "memory.sqlite"),
        refresh_days=refresh_days,
        rechecks=1,
    )
    return run(job)


def _words(told: Told) -> dict[str, str]:
    return {page.source.url: page.text for page in told.of(PageText)}


def test_unchanged_pages_are_told_from_memory_after_a_304(web: Web, tmp_path: Path) -> None:
    first = _crawl(web, tmp_path, 1)
    second = _crawl(web, tmp_path, 2)
    assert _words(second) == _words(first)
    assert len(second.of(Article)) == len(first.of(Article))
    assert len(second.of(ColumnPage)) == 1
    conditional = [one for one in web.asked if "if-none-match" in one.headers]
    assert len(conditional) == _DEEP + 2
    newer = {page.source.url: page.source.fetched_at for page in second.of(PageText)}
    assert all(newer[p.source.url] > p.source.fetched_at for p in first.of(PageText))


def test_deep_pages_wait_for_their_day_while_home_lists_and_dead_links_do_not(
    web: Web, tmp_path: Path
) -> None:
    first = _crawl(web, tmp_path, 1)
    second = _crawl(web, tmp_path, 2, refresh_days=1000)
    assert _words(second) == _words(first)
    asked = {one.path for one in web.asked}
    assert {"/", "/news/", "/dead.html"} <= asked
    assert not [path for path in asked if path.startswith("/art_")]
    assert second.links()[f"http://{HOST}/dead.html"].state is LinkState.NOT_FOUND
    assert second.links()[f"http://{HOST}/art_3.html"].state is LinkState.OK
    assert len(second.links()) == len(first.links())


def test_every_deep_page_has_its_day_within_the_refresh_period(web: Web, tmp_path: Path) -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    for n in range(50):
        days = 0
        for day in range(1, 8):
            memory = Memory(tmp_path / "m.sqlite", 7, start + timedelta(days=day))
            url = f"http://{HOST}/{n}.html"
            days += memory.due(Answer(url, url, start, 0.0))
            memory.close()
        assert 1 <= days <= 2


def test_a_changed_page_is_read_anew(web: Web, tmp_path: Path) -> None:
    _crawl(web, tmp_path, 1)
    _site(web)
    changed = html("<h1>改过的通知</h1><p>" + "改过。" * 90 + "</p>", "改过")
    web.asked.clear()
    columns = _site(web)
    _tagged(web, "/art_3.html", changed)
    job = plan(
        web,
        tmp_path / "day2",
        columns,
        blobs=str(tmp_path / "blobs"),
        memory=str(tmp_path / "memory.sqlite"),
        rechecks=0,
    )
    assert "改过。" in _words(run(job))[f"http://{HOST}/art_3.html"]


def test_where_the_bytes_were_cleared_away_the_page_is_fetched_again(
    web: Web, tmp_path: Path
) -> None:
    first = _crawl(web, tmp_path, 1)
    page = next(p for p in first.of(PageText) if p.source.url.endswith("/art_7.html"))
    name = page.source.snapshot
    (tmp_path / "blobs" / name[:2] / f"{name}.gz").unlink()
    second = _crawl(web, tmp_path, 2, refresh_days=1000)
    assert _words(second) == _words(first)
    assert (tmp_path / "blobs" / name[:2] / f"{name}.gz").exists()


def test_a_memory_that_was_tampered_with_calls_nothing(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return print, ("owned",)

    with pytest.raises(pickle.UnpicklingError):
        _Careful(BytesIO(pickle.dumps(Evil()))).load()
