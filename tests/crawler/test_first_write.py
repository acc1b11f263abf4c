"""What may reach the disk: struck bodies, locked attachments, and no word of an address that tells a number."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.facts import PageText
from crawler.answer import Answer
from crawler.box import Box, new_key
from crawler.fetch import LOCKED, READ, Fetcher, Manners
from crawler.journal import Journal
from crawler.pen import Pen
from crawler.reader import Reader
from tests.canary import found_in

AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
NUMBER = "532901190002275480"  # of nobody alive: born 1900
URL = "http://a.gov.test/1.html"


def find(page: PageText):
    told = (page.text, page.source.url, *(one.text for one in page.hidden))
    return (
        (lambda text: text.replace(NUMBER, "53***80")) if any(NUMBER in t for t in told) else None
    )


class Desk:
    def __init__(self, folder: Path, key: bytes) -> None:
        self.asked: list[str] = []
        self.journal = Journal(folder / "frontier", folder / "blobs", key)
        self.fetcher = Fetcher(None, Manners("t", 1.0, 0.0, 1 << 20), self.journal, lambda: AT)
        self.reader = Reader(self._body, None)
        self.fetcher.pen = Pen(find, self.reader)

    def _body(self, answer: Answer) -> bytes:
        self.asked.append(answer.final_url)
        return self.fetcher.body(answer)


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path, new_key())
    yield made
    made.journal.close()


def page(words: str, url: str = URL) -> Answer:
    body = f"<html><body><p>{words}</p></body></html>".encode()
    return Answer(url, url, AT, 0.1, status=200, content_type="text/html", is_html=True, body=body)


def test_a_clean_page_is_read_once_and_stored_as_it_came(desk):
    kept = desk.fetcher.record(page("通知"), READ)
    assert not kept.personal
    assert desk.journal.body(kept.sha256) == page("通知").body
    assert desk.reader.read(kept).source.snapshot == kept.sha256
    assert len(desk.asked) == 1
    assert desk.fetcher.recall(URL, READ)


def test_a_page_with_a_number_is_stored_struck_and_its_links_are_followed_as_they_were(
    desk, tmp_path
):
    leaking = page(f"证号{NUMBER}<a href='/s?id={NUMBER}'>查</a>")
    kept = desk.fetcher.record(leaking, READ)
    assert kept.personal
    assert desk.journal.body(kept.sha256).decode().count("53***80") == 2
    assert not found_in(tmp_path, [NUMBER])
    assert desk.fetcher.recall(URL, READ) is None, "it is fetched anew"
    (link,) = desk.reader.read(kept).links
    assert link.url.endswith(NUMBER), "a masked address would be a dead link of our own making"


def test_an_address_that_tells_a_number_is_written_nowhere(desk, tmp_path):
    url = f"http://a.gov.test/s?id={NUMBER}"
    desk.fetcher.record(page("已通过", url), READ)
    desk.fetcher.record(replace(page("", url), body=b"", status=404), READ)
    assert not found_in(tmp_path, [NUMBER])


def test_data_that_is_no_page_is_struck_too(desk, tmp_path):
    data = replace(page(""), is_html=False, content_type="application/json")
    data = replace(data, body=f'{{"sfzh":"{NUMBER}"}}'.encode())
    assert desk.fetcher.record(data, READ).personal
    assert not found_in(tmp_path, [NUMBER])


def test_an_attachment_is_locked_and_opens_with_the_key_alone(tmp_path):
    key = new_key()
    desk = Desk(tmp_path, key)
    whole = replace(page(NUMBER), is_html=False, content_type="application/pdf")
    kept = desk.fetcher.record(whole, LOCKED)
    assert desk.fetcher.recall(URL, LOCKED)
    desk.journal.close()
    assert not found_in(tmp_path, [NUMBER])
    other = Desk(tmp_path, new_key())
    assert other.fetcher.recall(URL, LOCKED) is None, "after a kill of both it is fetched again"
    other.journal.close()
    box = Box(tmp_path / "frontier", key)
    assert box.take(kept.sha256) == whole.body
    assert not box.holds(kept.sha256)


def test_a_locked_body_that_was_changed_is_not_given_out(tmp_path):
    box = Box(tmp_path, new_key())
    box.put("a" * 64, b"list")
    (file,) = (tmp_path / "box").iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"\0")
    with pytest.raises(OSError, match="damaged"):
        box.take("a" * 64)


def test_the_journal_names_what_it_may(desk, tmp_path):
    desk.fetcher.record(page("通知"), READ)
    desk.fetcher.record(page(f"证号{NUMBER}", URL + "?2"), READ)
    with sqlite3.connect(tmp_path / "frontier" / "journal.sqlite") as read:
        assert [url for (url,) in read.execute("SELECT url FROM look")] == [URL]
