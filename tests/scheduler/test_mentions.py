"""Accounts that a site's pages lead to, held against the register."""

from datetime import datetime

import pytest

from core.clock import BEIJING
from core.dossier import Dossier
from core.facts import AccountMentions, Holder, HomePage, LinkState, LinkTarget, PageText
from core.snapshot import Source
from core.subject import Account, Platform, Site
from scheduler.mentions import with_mentions

HOME = "http://www.qingxi.gov.test/"
SITE = Site("5399990001", "青溪市人民政府", HOME, sponsor="青溪市人民政府办公室")
FILED = (
    Account(Platform.WEIBO, "6900", "青溪发布", SITE.sponsor),
    Account(Platform.WECHAT, "青溪政务", "青溪政务", SITE.sponsor),
    Account(Platform.DOUYIN, "青溪抖音", "青溪抖音", SITE.sponsor),
)


def mentions(*facts, home=True):
    front = (HomePage(Source(HOME), "青溪", ()),) if home else ()
    dossier = Dossier(SITE, datetime(2026, 3, 31, tzinfo=BEIJING), (*front, *facts), ())
    return with_mentions(dossier, FILED)


def link(url, text="", page=HOME, *, on_home=True):
    return LinkTarget(
        Source(url), LinkState.OK, (Holder(page, text),), internal=False, on_home=on_home
    )


def one(*facts):
    (fact,) = (f for f in mentions(*facts).facts if isinstance(f, AccountMentions))
    (found,) = fact.mentions
    return found


@pytest.mark.parametrize(
    ("url", "platform", "handle"),
    [
        ("https://weibo.com/u/6900", "weibo", "6900"),
        ("https://weibo.com/qingxi", "weibo", "qingxi"),
        ("https://m.weibo.cn/u/6900?x=1", "weibo", "6900"),
        ("https://www.douyin.com/user/MS4wLjAB?from=web", "douyin", "MS4wLjAB"),
        ("https://space.bilibili.com/123/dynamic", "bilibili", "123"),
        ("https://www.toutiao.com/c/user/token/MS4w/", "toutiao", "MS4w"),
    ],
)
def test_an_address_names_its_account(url, platform, handle):
    found = one(link(url))
    assert (found.platform.value, found.handle) == (platform, handle)


@pytest.mark.parametrize(
    "url",
    [
        "https://weibo.com/", "https://weibo.com/login", "https://service.weibo.com/share/share.php",
        "https://mp.weixin.qq.com/s/abc", "https://notweibo.com/u/1", "https://weibo.com/6900/N1abc",
    ],
)  # fmt: skip
def test_other_addresses_of_a_platform_name_nobody(url):
    (fact,) = (f for f in mentions(link(url)).facts if isinstance(f, AccountMentions))
    assert fact.mentions == ()


def test_a_filed_handle_or_name_is_known_and_a_strange_one_is_not():
    assert one(link("https://weibo.com/u/6900", "官方微博")).registered
    assert one(link("https://weibo.com/u/1", "青溪发布")).registered
    assert not one(link("https://weibo.com/u/1", "青溪民声")).registered


def test_a_row_without_an_id_cannot_be_told_from_a_link_without_a_name():
    assert one(link("https://www.douyin.com/user/MS4w", "官方抖音")).registered
    assert not one(link("https://www.douyin.com/user/MS4w", "青溪民声")).registered


def test_names_in_words_count_on_the_home_page_only():
    words = "关注我们 微信公众号：青溪民声 主办单位"
    assert not one(PageText(Source(HOME), "", words)).registered
    assert one(PageText(Source(HOME), "", "政务微信：青溪政务")).registered
    elsewhere = PageText(Source(HOME + "a.html"), "", words)
    (fact,) = (f for f in mentions(elsewhere).facts if isinstance(f, AccountMentions))
    assert fact.mentions == ()


def test_only_the_home_page_and_the_template_are_own_ground():
    assert one(link("https://weibo.com/u/1")).own_ground
    assert not one(link("https://weibo.com/u/1", page=HOME + "a.html", on_home=False)).own_ground


def test_without_a_home_page_nothing_is_known():
    gaps = mentions(home=False).gaps
    assert [g.of for g in gaps] == ["AccountMentions"]
