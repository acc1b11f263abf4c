"""Serves a made site: one asyncio process on every loopback address.

`python -m benchmarks.crawl_server PORT PAGES TRAPS SCRIPTED`; TRAPS is 0 or 1, SCRIPTED a number of pages.
"""

import asyncio
import gzip
import sys
import time
import zlib

from benchmarks.crawl_site import Reply, Site, build

_LIMIT = 5.0  # requests a second that the limited host takes


class _Line(asyncio.Protocol):
    site: Site
    log: dict[str, int]
    once: set[str]
    times: list[float]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""
        self.busy = False

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        self.proceed()

    def proceed(self) -> None:
        while not self.busy and (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head, self.buffer = self.buffer[:end].decode("latin-1"), self.buffer[end + 4 :]
            lines = head.split("\r\n")
            method, target, _ = lines[0].split(" ", 2)
            headers = {k.lower(): v.strip() for k, _, v in (x.partition(":") for x in lines[1:])}
            self.answer(method, target, headers)

    def answer(self, method: str, target: str, headers: dict[str, str]) -> None:
        host = headers.get("host", "").partition(":")[0]
        if target == "/-/log":
            self.write("GET", Reply(packed=gzip.compress(repr(dict(self.log)).encode())), headers)
            return
        key = target if host in ("127.0.0.1", "localhost") else f"//{host}{target}"
        self.log[method] = self.log.get(method, 0) + 1
        reply = self.site.pages.get(key) or Reply(404, gzip.compress(b"not found"))
        reply = self.tricked(reply, key, method, headers)
        if reply is None:
            return
        if reply.seconds:
            self.busy = True
            asyncio.get_running_loop().call_later(reply.seconds, self.late, method, reply, headers)
        else:
            self.write(method, reply, headers)

    def late(self, method: str, reply: Reply, headers: dict[str, str]) -> None:
        self.busy = False
        self.write(method, reply, headers)
        self.proceed()

    def tricked(self, reply: Reply, key: str, method: str, headers: dict[str, str]) -> Reply | None:
        trick = reply.trick
        if trick == "hang":
            self.busy = True
            return None
        if trick == "reset":
            self.transport.abort()  # type: ignore[attr-defined]
            return None
        if trick.startswith("head") and method == "HEAD":
            return Reply(int(trick[4:]))
        if trick == "once503" and key not in self.once:
            self.once.add(key)
            return Reply(503)
        if trick == "limited":
            now = time.monotonic()
            self.times[:] = [one for one in self.times if one > now - 1]
            if len(self.times) >= _LIMIT:
                return Reply(429, headers=(("Retry-After", "1"),))
            self.times.append(now)
        if trick == "agent" and not headers.get("user-agent", "").startswith("Mozilla/5.0"):
            return Reply(403)
        if trick == "cookie" and "seen=1" not in headers.get("cookie", ""):
            return Reply(302, headers=(("Location", key), ("Set-Cookie", "seen=1; path=/")))
        return reply

    def write(self, method: str, reply: Reply, headers: dict[str, str]) -> None:
        body, lines = reply.packed, [f"HTTP/1.1 {reply.status} X", f"Content-Type: {reply.kind}"]
        lines.append("LinkChecker: welcome")  # lifts linkchecker's own cap of 2.9 requests a second
        if "gzip" in headers.get("accept-encoding", "") and body:
            lines.append("Content-Encoding: gzip")
        elif body:
            body = gzip.decompress(body)
        if reply.status == 200:
            etag = f'"{zlib.crc32(reply.packed):x}"'
            lines.append(f"ETag: {etag}")
            if headers.get("if-none-match") == etag:
                lines[0], body = "HTTP/1.1 304 Not Modified", b""
        lines += [f"{name}: {value}" for name, value in reply.headers]
        lines.append(f"Content-Length: {len(body)}")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        self.transport.write(head if method == "HEAD" else head + body)  # type: ignore[attr-defined]


async def serve(port: int, pages: int, *, traps: bool, scripted: int) -> None:
    _Line.site, _Line.log, _Line.once, _Line.times = (
        build(port, pages, traps=traps, scripted=scripted),
        {},
        set(),
        [],
    )
    server = await asyncio.get_running_loop().create_server(_Line, "0.0.0.0", port, backlog=512)  # noqa: S104
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(
        serve(
            int(sys.argv[1]), int(sys.argv[2]), traps=sys.argv[3] == "1", scripted=int(sys.argv[4])
        )
    )
