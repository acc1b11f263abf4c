"""The one Scrapy spider. It carries a job written as plain coroutines, and lends it the downloader.

Scrapy's scheduler, duplicate filter and callbacks are passed by: the frontier is our own
(`journal`, `lanes`), because Scrapy's does not survive kill -9, and because every link put through
request fingerprints costs more than reading the page it stands on.
"""

import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import scrapy
from scrapy import signals
from scrapy.core.downloader.handlers.http11 import _TunnelingTCP4ClientEndpoint
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.downloadermiddlewares import cookies
from scrapy.exceptions import CloseSpider, StopDownload
from scrapy.logformatter import LogFormatter
from tldextract import TLDExtract

Download = Callable[[scrapy.Request], Awaitable[Any]]
Job = Callable[[Download], Awaitable[None]]

_WHOLE_HEAD = re.compile(rb"HTTP/1\.. (?P<status>\d{3})(?P<reason>.{,1000})", re.S)
_READABLE = (b"text/", b"application/xhtml", b"application/xml", b"json", b"+xml")


def carry(job: Job, *, any_address: bool, concurrency: int, max_body: int) -> None:
    """Run the job to its end inside Scrapy. A process can do this once. Raises what the job raised."""
    # Scrapy's own instance asks two outside hosts, without a timeout, at the first cookie.
    cookies._split_domain = TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
    )
    # A refused CONNECT is told by status line alone; the proxy's reason stands in the headers.
    _TunnelingTCP4ClientEndpoint._responseMatcher = _WHOLE_HEAD
    outcome: list[BaseException] = []
    logging.disable(logging.INFO)  # versions and settings, a page of them
    process = AsyncCrawlerProcess(_settings(any_address, concurrency, max_body))
    logging.disable(logging.NOTSET)
    for chatty in ("scrapy", "twisted", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.ERROR)
    process.crawl(_Carrier, job=job, outcome=outcome)
    process.start(install_signal_handlers=False)
    if outcome:
        raise outcome[0]


class _Carrier(scrapy.Spider):
    name = "govpatrol"

    def __init__(self, job: Job, outcome: list[BaseException], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._job = job
        self._outcome = outcome

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "_Carrier":
        spider: _Carrier = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(_headers_came, signals.headers_received)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        try:
            await self._job(self.crawler.engine.download_async)
        except BaseException as broke:  # noqa: BLE001 - Scrapy would swallow it; `carry` raises it
            self._outcome.append(broke)
        raise CloseSpider("done")  # an idle spider would be noticed only seconds later
        yield


def _headers_came(headers: Any, body_length: int, request: scrapy.Request, **_: Any) -> None:
    """Take no body that nobody will read: films, archives, pictures behind a page's address."""
    peek = request.meta.get("peek")
    if peek is None:
        return
    kind = (headers.get(b"Content-Type") or b"text/html").lower()
    if not any(one in kind for one in _READABLE) or (peek and 0 < peek < body_length):
        raise StopDownload(fail=False)


class Quiet(LogFormatter):
    """No log record for each page: building it costs more than it tells."""

    def crawled(self, request: Any, response: Any, spider: Any) -> Any:
        """Nothing."""
        return None


def _settings(any_address: bool, concurrency: int, max_body: int) -> dict[str, Any]:
    off = dict.fromkeys
    return {
        "LOG_LEVEL": "ERROR",
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_FORMATTER": Quiet,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,  # on by default since 2.19: runs any Python sent to it
        "DOWNLOAD_HANDLERS": {"file": None, "data": None, "ftp": None, "s3": None},
        "ROBOTSTXT_OBEY": False,  # ours, see robots.py
        "CONCURRENT_ITEMS": 2,
        "CONCURRENT_REQUESTS": 0,  # lanes.py counts
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_MAXSIZE": max_body,
        "DOWNLOAD_WARNSIZE": 0,
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "REACTOR_THREADPOOL_MAXSIZE": 20,  # name lookups
        "ASYNCIO_EVENT_LOOP": "uvloop.Loop" if _has_uvloop() else None,
        "TWISTED_DNS_RESOLVER": (
            "scrapy.resolver.CachingHostnameResolver"
            if any_address
            else "crawler.guard.PublicResolver"
        ),
        "DOWNLOADER_MIDDLEWARES": {
            **off(
                f"scrapy.downloadermiddlewares.{one}"
                for one in (
                    "offsite.OffsiteMiddleware",
                    "robotstxt.RobotsTxtMiddleware",
                    "httpauth.HttpAuthMiddleware",
                    "httpproxy.HttpProxyMiddleware",
                    "redirect.MetaRefreshMiddleware",
                    "redirect.RedirectMiddleware",
                    "retry.RetryMiddleware",
                    "defaultheaders.DefaultHeadersMiddleware",
                    "useragent.UserAgentMiddleware",
                    "downloadtimeout.DownloadTimeoutMiddleware",
                    "stats.DownloaderStats",
                    "httpcompression.HttpCompressionMiddleware",
                )
            ),
            "crawler.inflate.Inflate": 590,
        },
        "SPIDER_MIDDLEWARES": off(
            f"scrapy.spidermiddlewares.{one}"
            for one in (
                "start.StartSpiderMiddleware",
                "httperror.HttpErrorMiddleware",
                "referer.RefererMiddleware",
                "urllength.UrlLengthMiddleware",
                "depth.DepthMiddleware",
            )
        ),
        "EXTENSIONS": off(
            f"scrapy.extensions.{one}"
            for one in (
                "corestats.CoreStats",
                "memusage.MemoryUsage",
                "logstats.LogStats",
                "logcount.LogCount",
                "telnet.TelnetConsole",
                "memdebug.MemoryDebugger",
                "closespider.CloseSpider",
                "feedexport.FeedExporter",
                "spiderstate.SpiderState",
                "throttle.AutoThrottle",
                "remote_control.RemoteControl",
            )
        ),
    }


def _has_uvloop() -> bool:
    try:
        import uvloop  # noqa: F401 - there is none for Windows
    except ImportError:
        return False
    return True
