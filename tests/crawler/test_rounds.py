"""Light looks at many subjects: probes of front doors, feeds of accounts."""

import time
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.clock import BEIJING
from core.facts import Feed, Precision, Probe, Profile
from core.gap import Gap, GapReason
from core.subject import Account, FeedRoute, Platform, Section, Site
from crawler.progress import Seen
from demo.wire import Fault, Reply
from tests.crawler.faulty import AS_OF, Web, html, round_of, run

_LOOKED = ("Feed", "Profile")
_XML = (("Content-Type", "application/xml"),)


def _by_subject(job: Any) -> dict[str, list[Any]]:
    seen: dict[str, list[Any]] = defaultdict(list)
    for one in run(job).nouns:
        if isinstance(one, Seen):
            seen[one.subject].append(one.noun)
    return seen


DOORS: dict[str, tuple[Reply, bool, str]] = {
    "open": (html("<p>开</p>"), True, ""),
    "moved": (Reply(301, b"", (("Location", "http://open.gov.test/"),)), True, ""),
    "heavy": (html("<p>x</p>" * 600_000), True, ""),
    "broken": (Reply(502, b""), False, "server_error"),
    "gone": (Reply(404, b""), False, "not_found"),
    "waf": (Reply(412, b"<script>x</script>"), False, "blocked"),
    "refused": (Reply.failing(Fault.REFUSED), False, "refused"),
    "hang": (Reply.failing(Fault.HANG), False, "timeout"),
}


def test_every_front_door_is_probed_once_and_named_by_how_it_stood(
    web: Web, tmp_path: Path
) -> None:
    for name, (reply, _, _) in DOORS.items():
        web.pages[f"{name}.gov.test/"] = reply
    doors: list[Site | Section] = [Site(name, name, f"{name}.gov.test") for name in DOORS]
    doors.append(Section("s1", "专栏", "http://open.gov.test/"))
    seen = _by_subject(round_of(web, tmp_path, "probe", *doors))
    assert len(seen) == len(DOORS) + 1
    for name, (_, opened, error) in DOORS.items():
        (probe,) = seen[f"site:{name}"]
        assert isinstance(probe, Probe)
        assert (probe.opened, probe.error) == (opened, error), name


def _account(name: str, *routes: str, platform: Platform = Platform.WECHAT) -> Account:
    return Account(platform, name, name, routes=tuple(FeedRoute("feed", one) for one in routes))


def _rss(*dates: str, title: str = "某市发布") -> Reply:
    items = "".join(
        f"<item><title>第{n}条 &amp; 文</title><guid>{n}</guid><pubDate>{date}</pubDate>"
        f"<description>&lt;p&gt;正文{n}&lt;/p&gt;</description></item>"
        for n, date in enumerate(dates)
    )
    text = f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
    return Reply(200, text.encode(), _XML)


def test_a_feed_gives_profile_and_posts_with_beijing_times(web: Web, tmp_path: Path) -> None:
    web.pages["f.gov.test/a"] = _rss(
        "Thu, 19 Nov 2026 20:00:00 GMT", "2026-11-10 08:30:00", "2026-11-01"
    )
    job = round_of(
        web,
        tmp_path,
        "accounts",
        _account("a", "http://f.gov.test/a"),
        since=AS_OF - timedelta(days=14),
    )
    nouns = _by_subject(job)["account:wechat:a"]
    profile = next(n for n in nouns if isinstance(n, Profile))
    feed = next(n for n in nouns if isinstance(n, Feed))
    assert profile.shown_name == "某市发布"
    assert feed.complete
    assert [(p.published.at, p.published.precision) for p in feed.posts if p.published] == [
        (datetime(2026, 11, 20, 4, 0, tzinfo=BEIJING), Precision.SECOND),
        (datetime(2026, 11, 10, 8, 30, tzinfo=BEIJING), Precision.SECOND),
        (datetime(2026, 11, 1, tzinfo=BEIJING), Precision.DAY),
    ]
    assert (feed.posts[0].title, feed.posts[0].text) == ("第0条 & 文", "正文0")


def test_a_json_feed_is_read(web: Web, tmp_path: Path) -> None:
    web.pages["f.gov.test/j"] = Reply(
        200,
        '{"version":"https://jsonfeed.org/version/1.1","title":"名","items":[{"id":"1",'
        '"title":"题","content_html":"<p>文</p>","date_published":"2026-11-19T08:00:00+08:00"}]}'.encode(),
        (("Content-Type", "application/json"),),
    )
    nouns = _by_subject(round_of(web, tmp_path, "accounts", _account("j", "http://f.gov.test/j")))[
        "account:wechat:j"
    ]
    (post,) = next(n for n in nouns if isinstance(n, Feed)).posts
    assert (post.title, post.text) == ("题", "文")


UNSEEN: dict[str, tuple[Reply, GapReason]] = {
    "captcha": (html("<p>请完成安全验证</p>"), GapReason.BLOCKED),
    "login": (html("<p>请先登录</p>"), GapReason.LOGIN_REQUIRED),
    "page": (html("<p>主页</p>"), GapReason.UNREADABLE),
    "cut": (Reply(200, b"<rss><channel><title>", _XML), GapReason.UNREADABLE),
    "json": (Reply(200, b'{"code":-1}', _XML), GapReason.UNREADABLE),
    "down": (Reply(500, b""), GapReason.SERVER_ERROR),
    "busy": (Reply(429, b""), GapReason.BLOCKED),
}


@pytest.mark.parametrize("way", UNSEEN)
def test_what_could_not_be_seen_is_unknown_and_never_an_empty_feed(
    web: Web, tmp_path: Path, way: str
) -> None:
    reply, reason = UNSEEN[way]
    web.pages["f.gov.test/x"] = reply
    job = round_of(web, tmp_path, "accounts", _account("x", "http://f.gov.test/x"))
    nouns = _by_subject(job)["account:wechat:x"]
    assert not [n for n in nouns if isinstance(n, Feed | Profile)]
    assert {(n.of, n.reason) for n in nouns if isinstance(n, Gap) and n.of in _LOOKED} == {
        ("Feed", reason),
        ("Profile", reason),
    }


def test_the_next_route_is_tried_and_the_one_that_works_counts(web: Web, tmp_path: Path) -> None:
    web.pages["f.gov.test/good"] = _rss("2026-11-19 08:00:00")
    web.pages["f.gov.test/bad"] = Reply(500, b"")
    both = _account("b", "http://f.gov.test/bad", "http://f.gov.test/good")
    job = round_of(web, tmp_path, "accounts", both, _account("none"))
    seen = _by_subject(job)
    assert [n for n in seen["account:wechat:b"] if isinstance(n, Feed)]
    assert not [n for n in seen["account:wechat:b"] if isinstance(n, Gap) and n.of in _LOOKED]
    assert {n.reason for n in seen["account:wechat:none"]} == {GapReason.NO_ROUTE}


def test_one_platform_is_asked_slowly_and_the_others_do_not_wait(web: Web, tmp_path: Path) -> None:
    accounts = []
    for platform in (Platform.WECHAT, Platform.WEIBO, Platform.DOUYIN):
        for n in range(3):
            web.pages[f"f.gov.test/{platform}{n}"] = _rss("2026-11-19 08:00:00")
            url = f"http://f.gov.test/{platform}{n}"
            accounts.append(_account(f"{n}", url, platform=platform))
    started = time.monotonic()
    seen = _by_subject(round_of(web, tmp_path, "accounts", *accounts, per_platform_delay=0.5))
    assert len(seen) == 9
    assert 1.0 <= time.monotonic() - started < 9.0
