"""账号页的浏览器，巡查这一侧: starts its process at the first page, and does without after two deaths."""

import asyncio
import base64
import json
import sys
from asyncio.subprocess import PIPE, Process
from typing import Any

from core.gap import Gap, GapReason
from core.plan import Round
from crawler.answer import Answer
from crawler.feeds.looking import Screen
from crawler.fetch import BROWSER, Fetcher

_DEATHS = 2
_PATIENCE = 30.0  # seconds above a page's own limit until the process is called hung


class Screens:
    """One browser for a Round, one page at a time: it goes slowly, as a reader would."""

    def __init__(self, job: Round, fetcher: Fetcher) -> None:
        self._job = job
        self._fetcher = fetcher
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._deaths = 0

    async def look(self, url: str, response: str) -> Screen | Gap:
        """The document and the caught answers. The picture is the evidence."""
        if not self._job.browser:
            return Gap("Feed", url, GapReason.NOT_RENDERED, "本机没有可用的浏览器")
        if self._deaths >= _DEATHS:
            return Gap("Feed", url, GapReason.NOT_RENDERED, "浏览器多次意外结束")
        async with self._turn:
            told = await self._ask({"url": url, "response": response, "timeout": self._job.timeout})
        if told is None:
            return Gap("Feed", url, GapReason.NOT_RENDERED, "浏览器未能打开页面")
        if failure := told["failure"]:
            late = "Timeout" in failure  # Playwright's own word
            return Gap("Feed", url, GapReason.TIMEOUT if late else GapReason.NOT_RENDERED, failure)
        picture = self._answer(url, told["url"], told["status"], told["picture"], "image/png")
        page = self._answer(
            url, told["url"], told["status"], told["body"], "text/html;charset=utf-8"
        )
        caught = tuple(
            self._answer(one["url"], one["url"], one["status"], one["body"], "application/json")
            for one in told["caught"]
        )
        return Screen(page, caught, picture)

    async def close(self) -> None:
        """End the process; the browser goes with it."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            try:
                async with asyncio.timeout(5):
                    await self._process.wait()
            except TimeoutError:
                self._process.kill()

    def _answer(self, url: str, final: str, status: int, body: str, kind: str) -> Answer:
        return Answer(
            url, final, self._fetcher.clock(), 0.0, by="browser", status=status,
            content_type=kind, body=base64.b64decode(body),
        )  # fmt: skip

    async def _ask(self, order: dict[str, Any]) -> dict[str, Any] | None:
        try:
            process = self._process or await self._start()
            assert process.stdin is not None  # noqa: S101 - it was asked for
            assert process.stdout is not None  # noqa: S101
            process.stdin.write(json.dumps(order).encode() + b"\n")
            await process.stdin.drain()
            async with asyncio.timeout(order["timeout"] + _PATIENCE):
                line = await process.stdout.readline()
            told: dict[str, Any] = json.loads(line)
        except (OSError, TimeoutError, ValueError):
            self._died()
            return None
        return told

    async def _start(self) -> Process:
        setup = {
            "executable": self._job.browser,
            "user_agent": BROWSER,
            "proxy": self._job.proxy,
            "allow_private": self._job.allow_private,
        }
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "crawler.feeds.screen",
            stdin=PIPE, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL, limit=1 << 26,
        )  # fmt: skip
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        self._process.stdin.write(json.dumps(setup).encode() + b"\n")  # a proxy's password is in it
        return self._process

    def _died(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.kill()
        self._process = None
        self._deaths += 1
