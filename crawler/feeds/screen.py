"""账号页的浏览器: one page at a time in a process of its own; answers caught by address, and a picture.

JSON lines in and out, the setup first. It ends when its standard input does.
"""

import base64
import json
import os
import re
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, sync_playwright

from crawler.guard import is_private, leads_inside
from crawler.highlight import COVER

_FLAGS = [
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-site-isolation-trials",  # frames stay where `_stand_guard` sees their redirects
]
_BODY = 8 * 1024 * 1024
_CAUGHT = 4
_SETTLE = 4000  # milliseconds that scripts get after the document is there


def main(setup: dict[str, Any]) -> None:
    """Take orders until there are no more."""
    flags = [*_FLAGS, "--no-sandbox"] if _is_root() else _FLAGS
    proxy: Any = {"server": setup["proxy"]} if setup["proxy"] else None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=setup["executable"], args=flags, proxy=proxy
        )
        shut = _shut(allow_private=setup["allow_private"], proxied=bool(proxy))
        for line in sys.stdin:
            order = json.loads(line)
            try:
                told = _visit(browser, order, setup["user_agent"], shut)
            except Error as error:
                told = {"failure": str(error).partition("\n")[0][:200] or "error"}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
        browser.close()


def _visit(
    browser: Browser, order: dict[str, Any], agent: str, shut: Callable[[str], bool]
) -> dict[str, Any]:
    """A fresh context for each account: no cookie of one follows us to the next."""
    caught: list[dict[str, Any]] = []
    pattern = re.compile(order["response"]) if order["response"] else None

    def heard(response: Response) -> None:
        if pattern and pattern.search(response.url) and len(caught) < _CAUGHT:
            try:
                body = response.body()[:_BODY]
            except Error:
                return  # it was dropped before its body came
            caught.append(
                {
                    "url": response.url,
                    "status": response.status,
                    "body": base64.b64encode(body).decode(),
                }
            )

    context = browser.new_context(
        user_agent=agent, locale="zh-CN", timezone_id="Asia/Shanghai",
        viewport={"width": 1280, "height": 1600}, accept_downloads=False,
        service_workers="block", ignore_https_errors=True,
    )  # fmt: skip
    try:
        context.route(
            "**/*", lambda route: route.abort() if shut(route.request.url) else route.continue_()
        )
        page = context.new_page()
        _stand_guard(context, page, shut)
        page.on("response", heard)
        patience = order["timeout"] * 1000
        answer = page.goto(order["url"], wait_until="domcontentloaded", timeout=patience)
        if pattern:
            # Waiting turns the loop over; what arrives is heard above.
            for _ in range(int(patience // 200)):
                if caught:
                    break
                page.wait_for_timeout(200)
        else:
            # A page that polls for ever has written its list long ago.
            with suppress(Error):
                page.wait_for_load_state("networkidle", timeout=_SETTLE)
        body = page.content().encode("utf-8", "replace")[:_BODY]
        with suppress(Error):
            page.evaluate(COVER)  # the picture is kept as evidence; the numbers are not
        picture = page.screenshot(animations="disabled")
        return {
            "failure": "",
            "status": answer.status if answer else 0,
            "url": page.url,
            "body": base64.b64encode(body).decode(),
            "picture": base64.b64encode(picture).decode(),
            "caught": caught,
        }
    finally:
        context.close()


def _stand_guard(context: BrowserContext, page: Page, shut: Callable[[str], bool]) -> None:
    """Playwright shows its routes the first address of a request and none that it is redirected to."""
    session = context.new_cdp_session(page)

    def paused(event: dict[str, Any]) -> None:
        this = {"requestId": event["requestId"]}
        with suppress(Error):  # the page may be gone already
            if shut(event["request"]["url"]):
                session.send("Fetch.failRequest", {**this, "errorReason": "AddressUnreachable"})
            else:
                session.send("Fetch.continueRequest", this)

    session.on("Fetch.requestPaused", paused)
    session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})
    context.on("page", lambda other: other.close())  # windows that a page opens are not watched


def _shut(*, allow_private: bool, proxied: bool) -> Callable[[str], bool]:
    @cache
    def inside(host: str) -> bool:
        try:
            found = socket.getaddrinfo(host, 80, proto=socket.IPPROTO_TCP)
        except OSError:
            return False
        return any(is_private(str(address[0])) for *_, address in found)

    def shut(url: str) -> bool:
        """Nothing from inside our own network; names are the proxy's affair where there is one."""
        if allow_private or not url.startswith("http"):
            return False
        return leads_inside(url) or (not proxied and inside(urlsplit(url).hostname or ""))

    return shut


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    main(json.loads(sys.stdin.readline()))
