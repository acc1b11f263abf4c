"""Ways of looking that the city's registry does not use, and the manners of a round."""

from datetime import timedelta

import pytest

from config.mappings import load_mappings
from core.clock import BEIJING
from core.facts import Feed, Interaction, LinkState, Profile
from core.gap import Gap, GapReason
from core.plan import Round
from core.subject import Account, FeedRoute, Platform
from crawler.accounts import is_quiet
from crawler.child import start
from crawler.feeds.keys import Keys, KeysError
from crawler.progress import Finished, Seen
from demo.almanac import AS_OF
from demo.streets import Streets
from demo.town import towns
from demo.wire import Request
from scheduler.office import find_browser

BROWSER = find_browser({})


def look(city, tmp_path, *accounts, **more):
    job = Round(
        "r", "accounts", accounts, AS_OF, 20.0, 8, "GovPatrol", str(tmp_path), city.proxy, True,
        since=AS_OF - timedelta(days=30), per_platform_delay=0.0, mappings=load_mappings(), now=AS_OF,
        **more,
    )  # fmt: skip
    found, ended = [], []
    for noun in start(job):
        if isinstance(noun, Seen):
            found.append((noun.subject, noun.noun))
        elif isinstance(noun, Finished):
            ended.append(noun.subject)
    assert sorted(ended) == sorted(a.key for a in accounts)
    return found


def of(found, kind):
    return [noun for _, noun in found if isinstance(noun, kind)]


def account(adapter, url, platform=Platform.OTHER, handle="x"):
    return Account(platform, handle, "甲", routes=(FeedRoute(adapter, url),))


@pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine")
def test_a_list_that_only_scripts_fetch_is_caught_and_photographed(city, tmp_path):
    url = "http://www.douyin.media.test/user/ylyj_dy"
    found = look(city, tmp_path, account("douyin_page", url), browser=BROWSER)
    (feed,) = of(found, Feed)
    assert len(feed.posts) == 5
    assert "/aweme/v1/web/aweme/post/" in feed.source.url
    assert any(getattr(n, "media_type", "") == "image/png" for _, n in found)


def test_without_a_browser_the_account_is_unknown(city, tmp_path):
    url = "http://www.douyin.media.test/user/ylyj_dy"
    gaps = of(look(city, tmp_path, account("douyin_page", url)), Gap)
    assert {g.reason for g in gaps} == {GapReason.NOT_RENDERED}
    assert {g.of for g in gaps} == {"Feed", "Profile", "Interaction"}


def test_an_unknown_way_is_named(city, tmp_path):
    gaps = of(look(city, tmp_path, account("douyin_pgae", "http://x.test/")), Gap)
    assert "没有名为“douyin_pgae”的获取方式" in gaps[0].detail


def test_menus_are_opened_and_a_dead_one_says_so(city, tmp_path):
    keys = city.write_keys(tmp_path / "keys")
    one = Account(
        Platform.WECHAT, "yunlanweijian", "健康云澜",
        routes=(FeedRoute("wechat_official", "http://api.weixin.media.test/"),),
    )  # fmt: skip
    found = look(city, tmp_path / "blobs", one, credentials=str(keys))
    (seen,) = of(found, Interaction)
    states = [menu.state for menu in seen.menus]
    assert states == [LinkState.OK, LinkState.NOT_FOUND, LinkState.OK, LinkState.EXCLUDED]
    (feed,) = of(found, Feed)
    assert feed.partial
    assert of(found, Profile)[0].quality == "official"
    assert "access_token" not in repr(found)


@pytest.mark.parametrize(
    ("hours", "at", "quiet"),
    [
        ("23:00-06:00", "23:00", True),
        ("23:00-06:00", "05:59", True),
        ("23:00-06:00", "06:00", False),
        ("12:00-13:30", "13:29", True),
        ("12:00-13:30", "11:59", False),
    ],
)
def test_quiet_hours_are_beijings_and_may_go_over_midnight(hours, at, quiet):
    hour, minute = map(int, at.split(":"))
    moment = AS_OF.astimezone(BEIJING).replace(hour=hour, minute=minute)
    assert is_quiet(hours, lambda: moment) is quiet


def test_in_quiet_hours_nobody_is_asked(city, tmp_path):
    url = "http://www.toutiao.media.test/api/pc/list/user/feed?token=ylsj_tt"
    quiet = {"toutiao": "00:00-23:59"}
    found = look(city, tmp_path, account("toutiao_feed", url, Platform.TOUTIAO), quiet_hours=quiet)
    assert {(g.reason, "静默" in g.detail) for g in of(found, Gap)} == {
        (GapReason.NOT_LOOKED, True)
    }
    assert not of(found, Feed)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[wechat]\nbase="https://a.test"\ncomponent_secret="abc"', "不能直接写密钥"),
        ('[wechat]\nbase="https://a.test"\ncomponent_secret="env:NOBODY"', "空的或读不到"),
        ('[wechat]\ncomponent_secret="env:X"', "没有 \\[wechat\\]"),
        ("[wechat", "不是合法的 TOML"),
    ],
)
def test_secrets_are_references_only(tmp_path, text, says):
    path = tmp_path / "授权.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(KeysError, match=says) as wrong:
        Keys(str(path), {}).platform("wechat")
    assert "abc" not in str(wrong.value)


def test_every_shape_of_trouble_stands_in_the_city():
    plans = [plan for town in towns() for plan in town.accounts]
    tokens = {"token_expired", "token_wrong", "quota"}
    pages = {"login", "throttled", "captcha", "empty", "never", "closed"}
    assert tokens | pages <= {p.fault for p in plans}
    assert len({p.platform for p in plans}) >= 10
    assert len(plans) >= 60


def test_relative_times_of_a_page_hang_on_the_fetch_time(city, tmp_path):
    path = "/api/container/getIndex?type=uid&value=6900100210&containerid=1076036900100210&page=1"
    request = Request("GET", "m.weibo.media.test", path, {})
    body = Streets(towns(), AS_OF).answer(request).body.decode()
    assert "昨天" in body
    url = "http://m.weibo.media.test/api/container/getIndex"
    one = account("weibo_page", url, Platform.WEIBO, "6900100210")
    (feed,) = of(look(city, tmp_path, one), Feed)
    today = AS_OF.astimezone(BEIJING).date()
    assert [(today - p.published.day).days for p in feed.posts] == [1, 2, 4, 6, 9, 12]
    assert feed.complete
