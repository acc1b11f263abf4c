"""渲染工: the browser in a process of its own. `python -m crawler.render SETUP`, JSON lines in and out.

A browser leaks and hangs; here it may do so without harm to the crawl. It ends when its standard
input does, so that no Chromium outlives the crawl that wanted it.
"""

import asyncio
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Request,
    Route,
    async_playwright,
)

from crawler.guard import is_private, leads_inside
from crawler.highlight import BOXES, COVER
from crawler.rendered import Rendered, Setup

_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-quic",
    "--disable-site-isolation-trials",  # frames stay where a page's guard sees their redirects
    "--disable-sync",
    "--mute-audio",
    "--no-first-run",
)
_UNSEEN = frozenset({"image", "media", "font", "texttrack", "eventsource", "websocket"})
_PAGES = 2  # reused: a new page for each address costs three times as much
_RECYCLE = 200  # pages between two browsers
_SETTLE = 4.0  # seconds that scripts get to write their lists after the document is there


class _Worker:
    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._inside: dict[str, bool] = {}
        self._free: asyncio.Queue[Page] = asyncio.Queue()
        self._browser: Browser | None = None
        self._done = 0
        self._in_hand = 0
        self._launching = asyncio.Lock()
        self._whole: set[Page] = set()  # pages that are photographed: pictures and fonts too
        self._stored: dict[str, str] = {}  # address -> bytes kept from an earlier look

    async def serve(self) -> None:
        """Read orders until there are no more."""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=1 << 24)
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        async with async_playwright() as playwright:
            self._chromium = playwright.chromium
            tasks: set[asyncio.Task[None]] = set()
            while line := await reader.readline():
                task = loop.create_task(self._carry_out(json.loads(line)))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            if tasks:  # the last order may come with the end of the input
                await asyncio.wait(tasks)
            if self._browser:
                await self._browser.close()

    async def _carry_out(self, order: dict[str, Any]) -> None:
        told = Rendered(order["id"])
        try:
            async with asyncio.timeout(order["timeout"] + 2 * _SETTLE):
                await self._render(order, told)
        except TimeoutError:
            told.failure = "timeout"
        except Error as error:
            told.failure = str(error).partition("\n")[0][:200] or "error"
        sys.stdout.write(json.dumps(asdict(told), ensure_ascii=False) + "\n")
        sys.stdout.flush()

    async def _render(self, order: dict[str, Any], told: Rendered) -> None:
        page = await self._page()
        started = monotonic()
        seen = _Watch(page, told)
        photograph = order.get("photograph", "")
        if photograph:
            self._whole.add(page)
        if order.get("html"):
            self._stored[order["url"]] = order["html"]
        try:
            limit = order["timeout"] * 1000
            answer = await page.goto(order["url"], wait_until="domcontentloaded", timeout=limit)
            told.status = answer.status if answer else 0
            await _settle(page)
            told.final_url = page.url
            if photograph:
                await page.evaluate(COVER)
                told.boxes = await page.evaluate(BOXES, order.get("words", []))
                await page.screenshot(path=photograph, full_page=True, animations="disabled")
            else:
                told.html = await page.content()
        finally:
            seen.close()
            self._whole.discard(page)
            self._stored.pop(order["url"], None)
            told.seconds = round(monotonic() - started, 3)
            await self._give_back(page)

    async def _page(self) -> Page:
        async with self._launching:
            if self._browser is None or (self._done >= _RECYCLE and not self._in_hand):
                await self._launch()
        page = await self._free.get()
        self._in_hand += 1
        return page

    async def _give_back(self, page: Page) -> None:
        self._done += 1
        self._in_hand -= 1
        if page.is_closed():
            page = await self._new_page()
        self._free.put_nowait(page)

    async def _launch(self) -> None:
        if self._browser:
            await self._browser.close()
        flags = [*_FLAGS, "--no-sandbox"] if _is_root() else list(_FLAGS)
        proxy: Any = {"server": self._setup.proxy} if self._setup.proxy else None
        self._browser = await self._chromium.launch(
            executable_path=self._setup.executable, args=flags, proxy=proxy
        )
        self._context: BrowserContext | None = await self._browser.new_context(
            user_agent=self._setup.user_agent or None,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1366, "height": 900},
            ignore_https_errors=True,
            accept_downloads=False,
            service_workers="block",
        )
        await self._context.route("**/*", self._gate)
        self._done = 0
        self._free = asyncio.Queue()
        for _ in range(_PAGES):
            self._free.put_nowait(await self._new_page())

    async def _new_page(self) -> Page:
        """Routes are shown the first address of a request and none that it is redirected to: each
        page has a guard of its own beside them."""
        assert self._context is not None  # noqa: S101 - there is a browser
        page = await self._context.new_page()
        if self._setup.allow_private:
            return page
        session = await self._context.new_cdp_session(page)

        async def paused(event: dict[str, Any]) -> None:
            this = {"requestId": event["requestId"]}
            with suppress(Error):  # the page may be gone already
                if await self._is_inside(event["request"]["url"]):
                    refusal = {**this, "errorReason": "AddressUnreachable"}
                    await session.send("Fetch.failRequest", refusal)
                else:
                    await session.send("Fetch.continueRequest", this)

        session.on("Fetch.requestPaused", paused)
        await session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})
        page.on("popup", lambda other: other.close())  # windows that it opens are not watched
        return page

    async def _gate(self, route: Route, request: Request) -> None:
        """Nothing that no reader of text needs, and nothing from inside our own network."""
        stored = self._stored.get(request.url)
        unseen = request.resource_type in _UNSEEN and not self._is_photographed(request)
        if stored is not None and request.is_navigation_request():
            await route.fulfill(body=stored, content_type="text/html; charset=utf-8")
        elif unseen or await self._is_inside(request.url):
            await route.abort()
        else:
            await route.continue_()

    def _is_photographed(self, request: Request) -> bool:
        try:
            return request.frame.page in self._whole
        except Error:
            return False  # a request that belongs to no frame

    async def _is_inside(self, url: str) -> bool:
        if self._setup.allow_private or not url.startswith("http"):
            return False
        if leads_inside(url):
            return True
        host = urlsplit(url).hostname or ""
        if self._setup.proxy:
            return False  # names are the proxy's affair
        if host not in self._inside:
            self._inside[host] = await _resolves_inside(host)
        return self._inside[host]


class _Watch:
    """Counts bytes and keeps the console's complaints of one visit."""

    def __init__(self, page: Page, told: Rendered) -> None:
        self._page = page
        self._told = told
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("response", self._response)

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self._keep(message.text)

    def _error(self, error: Any) -> None:
        self._keep(str(error))

    def _keep(self, text: str) -> None:
        if len(self._told.errors) < 20:  # noqa: PLR2004
            self._told.errors.append(text[:200])

    def _response(self, response: Any) -> None:
        length = response.headers.get("content-length", "")
        self._told.weight += int(length) if length.isdigit() else 0

    def close(self) -> None:
        self._page.remove_listener("console", self._console)
        self._page.remove_listener("pageerror", self._error)
        self._page.remove_listener("response", self._response)


async def _settle(page: Page) -> None:
    """Until the line has been still for half a second, or the patience is over."""
    try:
        await page.wait_for_load_state("networkidle", timeout=_SETTLE * 1000)
    except Error:
        return  # a page that polls for ever has written its lists long ago


async def _resolves_inside(host: str) -> bool:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, 80, proto=socket.IPPROTO_TCP)
    except OSError:
        return False
    return any(is_private(str(address[0])) for *_, address in found)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    asyncio.run(_Worker(Setup(**json.loads(sys.argv[1]))).serve())
