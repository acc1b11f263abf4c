"""获取方式: one file for each way to reach an account. May know `core`, `extract` and the fetcher.

An adapter is a class made with a `Looking`; it answers the questions of `Adapter`, and says Gap to
what it could not see. To add one: its file, then its line here.
"""

from crawler.feeds.feed import FeedFile
from crawler.feeds.looking import Adapter, Looking

ADAPTERS: dict[str, type[Adapter]] = {"feed": FeedFile}

__all__ = ["ADAPTERS", "Adapter", "Looking"]
