"""获取方式: one file for each way to reach an account. May know `core`, `extract` and the fetcher.

An adapter is a class made with a `Looking`; it answers the questions of `Adapter`, and says Gap to
what it could not see. To add one: its file, then its line here. A platform whose answers are a plain
list needs no code: a mapping (core.mapping) for one of MAPPED.
"""

from crawler.feeds.browser_page import BrowserPage
from crawler.feeds.douyin_open import DouyinOpen
from crawler.feeds.feed import FeedFile
from crawler.feeds.html_page import HtmlPage
from crawler.feeds.json_api import JsonApi
from crawler.feeds.looking import Adapter, Looking
from crawler.feeds.wechat_official import WechatOfficial
from crawler.feeds.weibo_page import WeiboPage

ADAPTERS: dict[str, type[Adapter]] = {
    "feed": FeedFile,
    "wechat_official": WechatOfficial,
    "weibo_page": WeiboPage,
    "douyin_open": DouyinOpen,
}
MAPPED: dict[str, type[Adapter]] = {
    "json_api": JsonApi,
    "html_page": HtmlPage,
    "browser_page": BrowserPage,
}

__all__ = ["ADAPTERS", "MAPPED", "Adapter", "Looking"]
