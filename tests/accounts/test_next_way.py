"""One way's silence is not the last word: a bridge whose login ran out goes on serving what it has."""

import json
from datetime import timedelta

import pytest

from core.facts import Feed
from core.gap import Gap
from core.subject import Account, FeedRoute, Platform
from crawler.progress import Seen
from demo.wire import Reply
from tests.crawler.faulty import AS_OF, round_of, run

FRESH, WEEK, OLD = timedelta(days=1), timedelta(days=7), timedelta(days=20)
MINUTE = timedelta(minutes=1)


def feed(*ages):
    items = [
        {"id": f"{age}", "title": "甲", "date_published": (AS_OF - age).isoformat()} for age in ages
    ]
    told = json.dumps({"title": "甲", "items": items}).encode()
    return Reply(200, told, (("Content-Type", "application/json"),))


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        (feed(FRESH, OLD), 0),
        (feed(OLD, FRESH), 0),  # wherever the newest stands
        (feed(WEEK - MINUTE), 0),
        (feed(WEEK + MINUTE), 1),
        (feed(OLD), 1),
        (feed(), 1),
        (feed(-WEEK, OLD), 1),  # a time that has not come says nothing
        (Reply(500), 1),
    ],
)
def test_the_next_way_is_asked_unless_this_one_shows_something_new(web, tmp_path, first, asked):
    web.pages |= {"f.gov.test/1": first, "f.gov.test/2": feed(timedelta(days=3))}
    routes = tuple(FeedRoute("feed", f"http://f.gov.test/{n}") for n in (1, 2))
    account = Account(Platform.WECHAT, "qx", "青溪发布", routes=routes)
    # The child's clock is the test's: it starts at the monitoring point.
    job = round_of(web, tmp_path, "accounts", account, since=AS_OF - timedelta(days=30), now=AS_OF)
    nouns = [one.noun for one in run(job).nouns if isinstance(one, Seen)]
    assert web.count("/2") == asked
    days = [p.published.at for f in nouns if isinstance(f, Feed) for p in f.posts if p.published]
    if asked:
        assert AS_OF - timedelta(days=3) in days
        assert not [n for n in nouns if isinstance(n, Gap) and n.of == "Feed"]
