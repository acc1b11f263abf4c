"""The offline report in a real browser: nothing is fetched, the filter works, and so does the page without it."""

import shutil

import pytest
from playwright.sync_api import Page, sync_playwright

from reports.html_report import write_report
from tests.reports.sample_runs import run_report

BROWSER = next(
    (
        found
        for name in ("chromium-headless-shell", "chromium", "google-chrome", "microsoft-edge")
        if (found := shutil.which(name))
    ),
    "",
)
pytestmark = pytest.mark.skipif(not BROWSER, reason="no Chromium, Chrome or Edge on this machine")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def address(tmp_path) -> str:
    path = tmp_path / "报告.html"
    write_report(run_report(), path)
    return path.as_uri()


def shown_rows(page: Page) -> list[str]:
    return [
        row.locator("th").inner_text().split("\n")[0]
        for row in page.locator("#subjects tbody tr").all()
        if row.is_visible()
    ]


def test_it_fetches_nothing_and_breaks_no_rule_of_its_own(browser, address):
    page = browser.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    assert asked == [address]
    assert complaints == []
    page.close()


def test_the_filter_narrows_the_table_and_the_parts_below_it(browser, address):
    page = browser.new_page()
    page.goto(address)
    assert len(shown_rows(page)) == 4
    page.get_by_role("radio", name="待定").check()
    assert shown_rows(page) == ["朝岚交通", "市水利局网站"]
    page.get_by_label("名称、标识码").fill("水利")
    assert shown_rows(page) == ["市水利局网站"]
    assert page.locator("#shown").inner_text() == "显示 1 / 4"
    assert [one.get_attribute("data-grade") for one in page.locator(".subject:visible").all()] == [
        "pending"
    ]
    page.close()


def test_without_scripts_everything_is_there_but_the_filter(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert len(shown_rows(page)) == 4
    assert not page.locator("#filter").is_visible()
    assert page.locator(".subject").count() == 3
    context.close()


def test_on_paper_the_filter_and_the_way_back_are_gone(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.emulate_media(media="print")
    assert not page.locator("#filter").is_visible()
    assert not page.locator(".back").first.is_visible()
    assert page.locator(".findings li").count() == page.locator(".findings li:visible").count()
    page.close()
