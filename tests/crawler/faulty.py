"""A small faulty web: origin and forward proxy on the loopback, each address scripted by its test."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from core.plan import CrawlLimits, Plan, Round
from core.subject import Column, Site, Subject
from crawler.child import start
from demo.wire import Connection, Fault, Reply, Request

HOST = "www.site.gov.test"
AS_OF = datetime(2026, 11, 20, 4, tzinfo=UTC)

Script = Reply | Callable[[Request], Reply]


def html(body: str, title: str = "页面", status: int = 200, charset: str = "utf-8") -> Reply:
    text = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return Reply(status, text.encode(charset), (("Content-Type", "text/html"),))


def links(*addresses: str) -> Reply:
    return html("".join(f'<p><a href="{one}">去 {one}</a></p>' for one in addresses), "首页")


NOT_FOUND = Reply(404, b"<html><title>404</title>not here</html>", (("Content-Type", "text/html"),))


@dataclass
class Web:
    """`pages` maps "host/path" (or "/path" on HOST) to what stands there; all else is 404."""

    pages: dict[str, Script] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> "Web":
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(5)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)

        async def listen() -> None:
            server = await self._loop.create_server(
                lambda: Connection(self.answer, lambda _: None, 1.0), "127.0.0.1", 0
            )
            self.port = server.sockets[0].getsockname()[1]
            ready.set()

        self._loop.run_until_complete(listen())
        self._loop.run_forever()

    def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        host = request.host or HOST
        script = self.pages.get(host + request.path)
        if script is None and host == HOST:
            script = self.pages.get(request.path)
        if script is None:
            known = host in (HOST, "127.0.0.1") or any(p.startswith(host + "/") for p in self.pages)
            return NOT_FOUND if known else Reply.failing(Fault.DNS)
        return script(request) if callable(script) else script

    def count(self, path: str, method: str = "GET") -> int:
        return sum(one.path == path and one.method == method for one in self.asked)


def limits(**changes: Any) -> CrawlLimits:
    usual: dict[str, Any] = {
        "max_pages": 200,
        "max_depth": 6,
        "max_seconds": 60.0,
        "timeout": 1.0,
        "max_body": 1 << 20,
        "max_attachment": 1 << 20,
        "delay": 0.0,
        "concurrency": 4,
        "recheck_after": 0.1,
        "rechecks": 2,
        "max_renders": 0,
        "column_pages": 3,
    }
    return CrawlLimits(**(usual | changes))


def plan(
    web: Web, folder: Path, columns: Iterable[Column] = (), url: str = "", **changes: Any
) -> Plan:
    of_limits = {k: v for k, v in changes.items() if k in CrawlLimits.__dataclass_fields__}
    of_plan = {k: v for k, v in changes.items() if k not in of_limits}
    return Plan(
        **{
            "run": "20261120-120000-test",
            "subject": Site("5300000001", "某市", url or f"http://{HOST}/", columns=tuple(columns)),
            "as_of": AS_OF,
            "limits": limits(**of_limits),
            "folder": str(folder / "frontier"),
            "blobs": str(folder / "blobs"),
            "user_agent": "govpatrol-test",
            "proxy": f"http://127.0.0.1:{web.port}",
            **of_plan,
        }
    )


def round_of(web: Web, folder: Path, kind: str, *subjects: Subject, **changes: Any) -> Round:
    return Round(
        **{
            "run": "20261120-120000-test",
            "kind": kind,
            "subjects": subjects,
            "as_of": AS_OF,
            "timeout": 1.0,
            "concurrency": 4,
            "user_agent": "govpatrol-test",
            "blobs": str(folder / "blobs"),
            "proxy": f"http://127.0.0.1:{web.port}",
            "per_platform_delay": 0.0,
            **changes,
        }
    )


@dataclass
class Told:
    """What a child told, sorted by kind."""

    nouns: list[Any]

    def of(self, kind: type) -> list[Any]:
        return [one for one in self.nouns if isinstance(one, kind)]

    def gaps(self, of: str) -> list[Any]:
        return [one for one in self.nouns if type(one).__name__ == "Gap" and one.of == of]

    def links(self) -> dict[str, Any]:
        return {one.source.url: one for one in self.nouns if type(one).__name__ == "LinkTarget"}


def run(job: Plan | Round) -> Told:
    return Told(list(start(job)))
