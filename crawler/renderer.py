"""渲染: the crawl's side of the browser process. Pages whose lists only scripts write are read here."""

import asyncio
import json
import sys
from asyncio.subprocess import Process
from dataclasses import asdict
from typing import Any

from core.gap import GapReason
from crawler.answer import Answer
from crawler.fetch import BROWSER, Fetcher
from crawler.rendered import Setup

_RENDERED = "rendered"  # the journal's name for such a look
_DEATHS = 2  # browsers that may die before we go on without
_PATIENCE = 30.0  # seconds above a page's own limit until the process is called hung


class Renderer:
    """Starts its process at the first page. `left` is how many pages may still be rendered."""

    def __init__(self, fetcher: Fetcher, executable: str, budget: int) -> None:
        self._fetcher = fetcher
        manners = fetcher.manners
        self._setup = Setup(executable, BROWSER, manners.proxy, manners.allow_private)
        self._timeout = manners.timeout
        self.left = budget if executable else 0
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._number = 0
        self._deaths = 0

    async def render(self, url: str) -> Answer | None:
        """The page as its scripts leave it; None where it could not be rendered."""
        if known := self._fetcher.recall(url, _RENDERED):
            self.left -= 1
            return known if known.sha256 else None
        if self.left <= 0 or self._deaths >= _DEATHS:
            return None
        self.left -= 1
        told = await self._ask({"url": url, "timeout": self._timeout})
        if told is None:
            return None
        body = told["html"].encode("utf-8", "replace")
        failed = bool(told["failure"]) or not told["html"]
        answer = Answer(
            url=url,
            final_url=told["final_url"] or url,
            fetched_at=self._fetcher.clock(),
            seconds=told["seconds"],
            by="browser",
            status=told["status"],
            failure=GapReason.NOT_RENDERED if failed else None,
            detail=told["failure"],
            content_type="text/html; charset=utf-8",
            is_html=True,
            length=len(body),
            weight=told["weight"],
            errors=tuple(told["errors"]),
            body=body,
        )
        answer = self._fetcher.record(answer, _RENDERED)
        return None if failed else answer

    async def close(self) -> None:
        """End the process; the browser goes with it."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            try:
                async with asyncio.timeout(5):
                    await self._process.wait()
            except TimeoutError:
                self._process.kill()
        if self._reading:
            self._reading.cancel()

    async def _ask(self, order: dict[str, Any]) -> dict[str, Any] | None:
        if self._process is None:
            await self._start()
        if self._process is None or self._process.stdin is None:
            return None
        self._number += 1
        number = self._number
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            self._process.stdin.write(json.dumps({"id": number, **order}).encode() + b"\n")
            await self._process.stdin.drain()
            async with asyncio.timeout(order["timeout"] + _PATIENCE):
                told: dict[str, Any] = await answer
                return told
        except (OSError, TimeoutError):
            self._died()
            return None
        finally:
            self._waiting.pop(number, None)

    async def _start(self) -> None:
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "crawler.render",
                json.dumps(asdict(self._setup)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=1 << 26,
            )
        except OSError:
            self._died()
            return
        self._reading = asyncio.get_running_loop().create_task(self._read(self._process))

    async def _read(self, process: Process) -> None:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        while line := await process.stdout.readline():
            told = json.loads(line)
            waiting = self._waiting.get(told["id"])
            if waiting and not waiting.done():
                waiting.set_result(told)
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(OSError("the browser process ended"))

    def _died(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.kill()
        self._process = None
        self._deaths += 1
