"""取: one look at one address, as a browser would take it, and never anything but an Answer."""

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import scrapy

from core.clock import Clock
from core.gap import GapReason
from crawler import guard
from crawler.answer import Answer, looks_like_html
from crawler.carrier import Download
from crawler.failure import failure_of, proxy_failure
from crawler.journal import Journal
from crawler.memory import Memory
from crawler.pace import Pace
from crawler.pen import Pen
from crawler.scope import site_host
from extract.addresses import resolve

BROWSER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36"
)
"""What the second look says it is: some firewalls refuse every name but a browser's."""

LOCKED = "attachment"
"""The journal's name for a look whose body nobody but the parent may read."""
READ, GLANCE = "read", "first"
"""The journal's names for a look that reads a page, and for one that only sees whether it is there."""
REMEMBERED = frozenset({READ, GLANCE})

_NOT_MODIFIED = 304
_MAX_HOPS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PEEK = 256 * 1024  # a link's target is read for its words only when it is a small page
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask: what a Plan and a Round have in common."""

    user_agent: str
    timeout: float
    delay: float
    max_body: int
    proxy: str = ""
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """`turn` names the look in the journal. `whole`: the body is wanted, else the answer will do."""

    url: str
    turn: str = GLANCE
    whole: bool = True
    head: bool = False
    as_browser: bool = False
    patience: float = 1.0  # times the usual time limit
    fresh: bool = False  # what memory says will not do: home pages, lists
    if_none_match: str = ""
    if_modified_since: str = ""
    most: int = 0  # bytes of a body of any kind: an attachment; 0 for what can be read as a page
    headers: tuple[tuple[str, str], ...] = ()  # an interface's own; they never leave its host
    body: bytes = field(default=b"", repr=False)  # sent by POST where there is one


class Fetcher:
    """Journal before network; pace, guard and redirects at every hop."""

    def __init__(
        self,
        download: Download,
        manners: Manners,
        journal: Journal | None,
        clock: Clock,
        memory: Memory | None = None,
    ) -> None:
        self.pen: Pen | None = None  # lent by whoever knows personal data
        self._download = download
        self.manners = manners
        self._journal = journal
        self._memory = memory
        self.clock = clock
        self.paces: dict[str, Pace] = defaultdict(lambda: Pace(manners.delay))
        self.requests = 0
        self.bytes = 0

    async def get(self, ask: Ask) -> Answer:
        """What came; from the journal if this look was already taken, from memory if it is fresh."""
        if known := self.recall(ask.url, ask.turn):
            return known
        remembered = self._remembered(ask)
        if remembered and not ask.fresh and self._memory and not self._memory.due(remembered):
            return self.record(remembered, ask.turn)
        if remembered and remembered.final_url == ask.url:
            ask = replace(
                ask,
                if_none_match=remembered.etag,
                if_modified_since=remembered.last_modified,
            )
        answer = await self._look(ask, "HEAD" if ask.head else "GET")
        if remembered and answer.status == _NOT_MODIFIED:
            answer = replace(
                remembered, fetched_at=answer.fetched_at, seconds=answer.seconds, body=b""
            )
        elif ask.head and (answer.status >= 400 or answer.length == 0):  # noqa: PLR2004
            # Many servers refuse or mishandle HEAD; what counts is what a reader's GET meets.
            answer = await self._look(ask, "GET")
        answer = self.record(answer, ask.turn)
        if self._memory and ask.turn in REMEMBERED and _is_good(answer) and not answer.personal:
            self._memory.keep(answer, ask.turn)
        return answer

    def _remembered(self, ask: Ask) -> Answer | None:
        if self._memory is None or self._journal is None or ask.turn not in REMEMBERED:
            return None
        known = self._memory.answer(ask.url, ask.turn)
        return known if known and self._journal.holds(known.sha256) else None

    def body(self, answer: Answer) -> bytes:
        """The bytes of an answer, from the blob store where it came out of the journal."""
        if answer.body or self._journal is None:
            return answer.body
        return self._journal.body(answer.sha256)

    def recall(self, url: str, turn: str) -> Answer | None:
        """What the journal says of that look."""
        return self._journal.recall(url, turn) if self._journal else None

    def record(self, answer: Answer, turn: str) -> Answer:
        """Write a look down, where there is a journal; personal data is written nowhere."""
        if self._journal is None:
            return answer
        if turn == LOCKED and answer.body:
            answer = replace(answer, sha256=self._journal.lock(answer.body))
        elif self.pen and (struck := self.pen.struck(answer)) is not None:
            return replace(answer, personal=True, sha256=self._journal.keep(struck))
        if self.pen and self.pen.tells(answer.url, answer.final_url):
            kept = answer.sha256 or (self._journal.keep(answer.body) if answer.body else "")
            return replace(answer, personal=True, sha256=kept)
        return self._journal.record(answer, turn)

    async def _look(self, ask: Ask, method: str) -> Answer:
        started, url, visited = time.monotonic(), ask.url, set[tuple[str, str]]()
        answer = self._failed(ask.url, GapReason.UNREADABLE, "")
        cookies = ""
        for _ in range(_MAX_HOPS):
            answer, location, cookies = await self._hop(ask, url, method)
            if not location:
                break
            visited.add((url, cookies))
            url = resolve(url, location) or ""
            if not url:
                answer = replace(
                    answer, failure=GapReason.UNREADABLE, detail=f"跳转地址无效：{location[:100]}"
                )
                break
            if (url, cookies) in visited:
                answer = replace(answer, looped=True)
                break
        else:
            answer = replace(answer, looped=True)
        return replace(answer, url=ask.url, seconds=round(time.monotonic() - started, 3))

    async def _hop(self, ask: Ask, url: str, method: str) -> tuple[Answer, str, str]:
        """One request: the answer, where it sends us on to, and the cookies it set."""
        host = site_host(url)
        if not self.manners.allow_private and guard.leads_inside(url):
            return self._failed(url, GapReason.PRIVATE_ADDRESS, host), "", ""
        pace = self.paces[host]
        if pace.down and not ask.as_browser:
            down = replace(pace.down, url=url, final_url=url, detail=_SAME_HOST)
            return down, "", ""
        await pace.turn()
        busy = time.thread_time()  # reading other pages meanwhile must not look like a slow host
        answer, location, cookies = await self._request(ask, url, method)
        pace.heard(answer, time.thread_time() - busy)
        return answer, location, cookies

    async def _request(self, ask: Ask, url: str, method: str) -> tuple[Answer, str, str]:
        request = self._compose(ask, url, method)
        self.requests += 1
        began = time.monotonic()
        try:
            response = await self._download(request)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - the network's border: Twisted raises what it likes
            reason, detail = failure_of(error)
            if reason is GapReason.DNS_FAILED and (urlsplit(url).hostname in guard.REFUSED_HOSTS):
                reason = GapReason.PRIVATE_ADDRESS
            failed = self._failed(url, reason, detail)
            return replace(failed, method=method, seconds=time.monotonic() - began), "", ""
        self.bytes += len(response.body)
        said = _header(response, "X-Proxy-Error") if self.manners.proxy else ""
        if response.status == 502 and said:  # noqa: PLR2004
            reason = proxy_failure(said)
            failed = self._failed(url, reason, said)
            return replace(failed, method=method, seconds=time.monotonic() - began), "", ""
        location = _header(response, "Location") if response.status in _REDIRECTS else ""
        cookies = ";".join(sorted(str(c) for c in response.headers.getlist("Set-Cookie")))
        return self._read(response, url, method, time.monotonic() - began), location, cookies

    def _compose(self, ask: Ask, url: str, method: str) -> scrapy.Request:
        agent = BROWSER if ask.as_browser else self.manners.user_agent
        headers = {"User-Agent": agent, **_HEADERS}
        if ask.if_none_match:
            headers["If-None-Match"] = ask.if_none_match
        if ask.if_modified_since:
            headers["If-Modified-Since"] = ask.if_modified_since
        meta: dict[str, Any] = {
            "download_timeout": self.manners.timeout * ask.patience,
            "peek": 0 if ask.whole else _PEEK,
            "handle_httpstatus_all": True,
        }
        if ask.most:
            meta["peek"], meta["download_maxsize"] = None, ask.most
        if self.manners.proxy:
            meta["proxy"] = self.manners.proxy
        body = b""
        if site_host(url) == site_host(ask.url):  # a redirect carries no key to another host
            headers.update(ask.headers)
            body = ask.body
        return scrapy.Request(
            url,
            method="POST" if body else method,
            headers=headers,
            body=body,
            meta=meta,
            dont_filter=True,
        )

    def _read(self, response: Any, url: str, method: str, seconds: float) -> Answer:
        stated = _header(response, "Content-Length")
        length = int(stated) if stated.isdigit() else -1
        return Answer(
            url=url,
            final_url=url,
            fetched_at=self.clock(),
            seconds=seconds,
            method=method,
            status=response.status,
            content_type=_header(response, "Content-Type")[:200],
            length=len(response.body) if response.body else length,
            etag=_header(response, "ETag")[:200],
            last_modified=_header(response, "Last-Modified")[:100],
            retry_after=self._pause(_header(response, "Retry-After")),
            is_html=looks_like_html(_header(response, "Content-Type"), response.body),
            challenged=_is_challenge(response.status, response.body),
            body=bytes(response.body),
        )

    def _pause(self, stated: str) -> float:
        """Retry-After in seconds; it may be a number or a date."""
        if not stated:
            return 0.0
        if stated.isdigit():
            return float(stated)
        try:
            return max(0.0, (parsedate_to_datetime(stated) - self.clock()).total_seconds())
        except (TypeError, ValueError):
            return 0.0

    def _failed(self, url: str, reason: GapReason, detail: str) -> Answer:
        return Answer(url, url, self.clock(), 0.0, failure=reason, detail=detail)


_SAME_HOST = "同一主机连续无法连接，未再逐条访问"


def _header(response: Any, name: str) -> str:
    """A header's value. Chinese servers write raw UTF-8 or GBK there."""
    raw = response.headers.get(name)
    if raw is None:
        return ""
    try:
        return str(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return str(raw.decode("gb18030", "replace"))


def _is_good(answer: Answer) -> bool:
    """Worth remembering: what opened, and was what it should be."""
    return answer.status == 200 and not (answer.failure or answer.looped or answer.challenged)  # noqa: PLR2004


_SCRIPT_ONLY = 4096


def _is_challenge(status: int, body: bytes) -> bool:
    """A firewall's page of script where content should be (加速乐 521, 瑞数 412 and 202)."""
    if status not in (202, 412, 521):
        return False
    return b"<script" in body[:_SCRIPT_ONLY].lower() or not body.strip()
