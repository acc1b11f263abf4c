"""One document for `proofread`, by its address. Nothing of it is kept."""

from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import ProxyHandler, Request, build_opener

import click

from config.settings import Crawl
from crawler import guard


def download(url: str, crawl: Crawl, most: int) -> tuple[bytes, str]:
    """Body (at most `most` bytes and one more) and final address, by the office's proxy and name."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.ClickException(f"“{url}”不是网址。应为 http:// 或 https:// 开头。")
    if not crawl.allow_private and guard.leads_inside(url):
        raise click.ClickException(
            f"{url} 是内网地址；确要读取，请加 --set crawl.allow_private=true"
        )
    path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~"), quote(parts.query, safe="=&%/:?+,;@")
    asked = urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    proxies = {"http": crawl.proxy, "https": crawl.proxy} if crawl.proxy else {}
    opener = build_opener(ProxyHandler(proxies))
    request = Request(asked, headers={"User-Agent": crawl.user_agent})  # noqa: S310 - http(s) alone
    try:
        with opener.open(request, timeout=crawl.timeout) as answer:
            return answer.read(most + 1), answer.url
    except HTTPError as refused:
        raise click.ClickException(f"没有取到 {url}：HTTP {refused.code}") from refused
    except (URLError, HTTPException, OSError, ValueError) as failed:
        why = getattr(failed, "reason", failed)
        raise click.ClickException(f"没有取到 {url}：{why}") from failed
