"""取一个地址: one address fetched whole into memory, outside any crawl. Nothing of it is written."""

import socket
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from crawler import guard


@dataclass(frozen=True, slots=True)
class Way:
    """How to ask: the office's own name, proxy and patience."""

    user_agent: str
    timeout: float
    proxy: str = ""
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What came, whatever its status."""

    body: bytes
    final_url: str
    status: int
    content_type: str


class NotTaken(Exception):  # noqa: N818 - it is what happened, not whose fault
    """Nothing came; the sentence is Chinese and says why."""


def take(url: str, way: Way, most: int) -> Taken:
    """At most `most` bytes and one more. Raises NotTaken."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotTaken(f"“{url}”不是网址。应为 http:// 或 https:// 开头。")
    _refuse_inside(url, way)
    path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~"), quote(parts.query, safe="=&%/:?+,;@")
    asked = urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    proxies = {"http": way.proxy, "https": way.proxy} if way.proxy else {}
    opener = build_opener(ProxyHandler(proxies), _Onward(way))
    request = Request(asked, headers={"User-Agent": way.user_agent})  # noqa: S310 - http(s) alone
    try:
        with opener.open(request, timeout=way.timeout) as answer:
            kind = answer.headers.get("Content-Type", "")
            return Taken(answer.read(most + 1), answer.url, answer.status, kind)
    except HTTPError as refused:
        with refused:
            return Taken(b"", refused.url or url, refused.code, "")
    except (URLError, HTTPException, OSError, ValueError) as failed:
        raise NotTaken(f"没有取到 {url}：{getattr(failed, 'reason', failed)}") from failed


class _Onward(HTTPRedirectHandler):
    """A redirect may not lead inside either."""

    def __init__(self, way: Way) -> None:
        self._way = way

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """The request to follow it with."""
        _refuse_inside(newurl, self._way)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _refuse_inside(url: str, way: Way) -> None:
    if not way.allow_private and (
        guard.leads_inside(url) or (not way.proxy and _resolves_inside(url))
    ):
        raise NotTaken(f"{url} 是内网地址；确要读取，请加 --set crawl.allow_private=true")


def _resolves_inside(url: str) -> bool:
    """Names are the proxy's affair where there is one."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None)
    except OSError:
        return False  # the fetch itself will say so
    return any(guard.is_private(str(address[0])) for *_, address in found)
