"""Feeds of the city's accounts, read with the library that the crawler uses."""

import json
from calendar import timegm
from datetime import UTC, datetime
from urllib.parse import urlsplit

import feedparser
import pytest

from core.clock import beijing_day
from core.subject import Account
from core.verdict import Grade
from demo import media
from demo.almanac import AS_OF
from demo.answer_key import answer_key
from demo.streets import Streets
from demo.town import AccountPlan, towns
from tests.city.asking import Ask, asker


@pytest.fixture(scope="module")
def ask() -> Ask:
    return asker(Streets(towns(), AS_OF))


def every() -> list[tuple[AccountPlan, Account]]:
    return [(plan, media.account(town, plan)) for town in towns() for plan in town.accounts]


def test_every_reachable_account_lists_its_posts_at_their_ages_and_in_their_order(ask: Ask) -> None:
    read = 0
    for plan, account in every():
        if plan.wire not in ("rss", "atom", "json") or plan.fault:
            continue
        body = ask(account.routes[0].url).body
        if plan.wire == "json":
            stamps = [one["date_published"] for one in json.loads(body)["items"]]
            moments = [datetime.fromisoformat(one) for one in stamps]
        else:
            feed = feedparser.parse(body)
            assert not feed.bozo
            assert feed.feed.title == (plan.shown or plan.name)
            seconds = [timegm(one.published_parsed) for one in feed.entries]
            moments = [datetime.fromtimestamp(one, UTC) for one in seconds]
        today = beijing_day(AS_OF)
        assert tuple((today - beijing_day(one)).days for one in moments) == plan.ages
        read += 1
    assert read > 25


def test_an_account_that_nobody_can_reach_has_no_route() -> None:
    for plan, account in every():
        assert bool(account.routes) == (plan.wire != "none")


def test_a_fault_of_the_way_is_no_fault_of_the_account() -> None:
    grades = answer_key().grades
    for plan, account in every():
        told = plan.fault not in ("", "never") and not plan.also
        if told or plan.wire == "none":
            assert grades[account.key] is Grade.PENDING


def test_silence_begins_on_the_fifteenth_day() -> None:
    grades = answer_key().grades
    newest = {
        account.key: min(plan.ages) for plan, account in every() if plan.ages and not plan.fault
    }
    never = {account.key for plan, account in every() if plan.fault == "never"}
    assert {key for key, age in newest.items() if age > 14} | never == {
        key
        for key, grade in grades.items()
        if key.startswith("account:") and grade is Grade.DISQUALIFIED
    }
    assert 14 in newest.values()
    assert 15 in newest.values()


def test_the_broken_feeds_are_broken_each_in_its_way(ask: Ask) -> None:
    seen = {
        plan.fault: ask(account.routes[0].url)
        for plan, account in every()
        if plan.fault and plan.wire in ("rss", "atom", "json")
    }
    assert seen["error"].status == 500
    assert "验证".encode() in seen["captcha"].body
    assert feedparser.parse(seen["garbled"].body).bozo
    assert feedparser.parse(seen["empty"].body).entries == []


def test_every_post_opens(ask: Ask) -> None:
    for town in towns():
        for plan in town.accounts:
            for one in media.items(town, plan, AS_OF):
                assert ask(one.url).status == 200
                assert urlsplit(one.url).hostname == media.HOST
