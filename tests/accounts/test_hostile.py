"""A platform, or whoever sits in its place, that means harm: each account has its name for it, and the
round goes on."""

import json
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import pytest

from config.mappings import load_mappings
from core.clock import BEIJING
from core.facts import Feed, Profile
from core.gap import Gap, GapReason
from core.plan import Round
from core.subject import Account, FeedRoute, Platform
from crawler.child import start
from crawler.feeds.reading import POSTS
from crawler.progress import Seen
from demo.wire import Reply
from scheduler.office import find_browser
from tests.crawler.faulty import AS_OF, Web, html

BROWSER = find_browser({})
_XML = (("Content-Type", "application/xml"),)
_JSON = (("Content-Type", "application/json"),)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + ']><rss version="2.0"><channel><title>甲</title><item><title>&i;</title></item></channel></rss>'
)
FILE = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<rss version="2.0"><channel><title>&x;</title><item><guid>1</guid><title>&x;</title></item>'
    "</channel></rss>"
)


def look(web: Web, folder: Path, *routes: tuple[str, str], **more):
    accounts = [
        Account(Platform.OTHER, f"h{n}", "甲", routes=(FeedRoute(way, url),))
        for n, (way, url) in enumerate(routes)
    ]
    job = Round(
        **{
            "run": "r", "kind": "accounts", "subjects": tuple(accounts), "as_of": AS_OF, "timeout": 10.0,
            "concurrency": 4, "user_agent": "t", "blobs": str(folder / "blobs"),
            "proxy": f"http://127.0.0.1:{web.port}", "since": AS_OF - timedelta(days=30),
            "per_platform_delay": 0.0, "mappings": load_mappings(), "now": AS_OF, **more,
        }
    )  # fmt: skip
    found = defaultdict(list)
    for noun in start(job):
        if isinstance(noun, Seen):
            found[noun.subject.rpartition(":")[2]].append(noun.noun)
    return found


def only(nouns, kind):
    return next((n for n in nouns if isinstance(n, kind)), None)


def why(nouns, of="Feed"):
    return next((n.reason for n in nouns if isinstance(n, Gap) and n.of == of), None)


def items(count):
    day = AS_OF - timedelta(days=2)
    return [
        {
            "id": f"{n}",
            "title": f"第{n}条",
            "date_published": (day - timedelta(minutes=n)).isoformat(),
        }
        for n in range(count)
    ]


def feed(entries):
    return Reply(200, json.dumps({"title": "甲", "items": entries}).encode(), _JSON)


def test_bombs_are_named_and_the_next_account_is_looked_at(web: Web, tmp_path: Path) -> None:
    web.pages |= {
        "f.gov.test/laughs": Reply(200, LAUGHS.encode(), _XML),
        "f.gov.test/file": Reply(200, FILE.encode(), _XML),
        "f.gov.test/huge": Reply(200, b"<rss>" + b" " * 50_000_000, _XML),
        "f.gov.test/deep": Reply(200, b'{"items":' + b"[" * 10_000, _JSON),
        "f.gov.test/deeper": Reply(200, b'{"a":' * 100_000, _JSON),
        "f.gov.test/good": feed(items(3)),
    }
    began = time.monotonic()
    names = ("laughs", "file", "huge", "deep", "deeper", "good")
    found = look(web, tmp_path, *(("feed", f"http://f.gov.test/{n}") for n in names))
    assert time.monotonic() - began < 40
    laughs = only(found["h0"], Feed)
    assert laughs is None or len(laughs.posts[0].title) <= 20_000
    assert "root:" not in repr(found["h1"])
    assert why(found["h2"]) is GapReason.TOO_LARGE
    assert why(found["h3"]) is GapReason.UNREADABLE
    assert why(found["h4"]) is GapReason.UNREADABLE
    assert len(only(found["h5"], Feed).posts) == 3


def test_of_a_hundred_thousand_posts_the_newest_are_kept(web: Web, tmp_path: Path) -> None:
    shuffled = items(80_000)[::-1]  # 7 MB, the newest at the end
    web.pages["f.gov.test/many"] = feed(shuffled)
    (nouns,) = look(web, tmp_path, ("feed", "http://f.gov.test/many")).values()
    seen = only(nouns, Feed)
    assert len(seen.posts) == POSTS
    assert max(p.published.at for p in seen.posts) == AS_OF - timedelta(days=2)
    assert not seen.complete  # what was left out lies within the window


@pytest.mark.parametrize(
    "stated",
    ["0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1970-01-01"],
)
def test_times_that_no_post_can_have_are_no_times(web: Web, tmp_path: Path, stated: str) -> None:
    web.pages["f.gov.test/t"] = feed([{"id": "1", "title": "甲", "date_published": stated}])
    item = f"<item><guid>1</guid><pubDate>{stated}</pubDate></item>"
    rss = f"<rss version='2.0'><channel><title>甲</title>{item}</channel></rss>"
    web.pages["f.gov.test/r"] = Reply(200, rss.encode(), _XML)
    found = look(web, tmp_path, ("feed", "http://f.gov.test/t"), ("feed", "http://f.gov.test/r"))
    for nouns in found.values():
        (post,) = only(nouns, Feed).posts
        assert post.published is None or post.published.at.astimezone(BEIJING) > AS_OF


def test_nobody_is_sent_inside_our_own_network(web: Web, tmp_path: Path) -> None:
    with Web() as inner:
        inside = f"http://127.0.0.1:{inner.port}/secret"
        inner.pages["127.0.0.1/secret"] = feed(items(3))
        web.pages["f.gov.test/hop"] = Reply(302, b"", (("Location", inside),))
        found = look(web, tmp_path, ("feed", inside), ("feed", "http://f.gov.test/hop"))
        assert {why(nouns) for nouns in found.values()} == {GapReason.PRIVATE_ADDRESS}
        assert not inner.asked


@pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine")
@pytest.mark.parametrize("how", ["redirect", "frame", "picture"])
def test_no_browser_is_sent_there_either(web: Web, tmp_path: Path, how: str) -> None:
    with Web() as inner:
        inside = f"http://127.0.0.1:{inner.port}/secret"
        inner.pages["127.0.0.1/secret"] = html("<h1 class=name>内部机密</h1>")
        web.pages["www.douyin.test/user"] = {
            "redirect": Reply(302, b"", (("Location", inside),)),
            "frame": html("<iframe src='/hop'></iframe>"),
            "picture": html("<img src='/hop'>"),
        }[how]
        web.pages["www.douyin.test/hop"] = Reply(302, b"", (("Location", inside),))
        found = look(
            web,
            tmp_path,
            ("douyin_page", "http://www.douyin.test/user"),
            browser=BROWSER,
            timeout=3.0,
        )
        assert not inner.asked
        assert [one.host for one in web.asked if one.host == "127.0.0.1"] == []
        (nouns,) = found.values()
        assert only(nouns, Profile) is None
        assert "内部机密" not in repr(nouns)
