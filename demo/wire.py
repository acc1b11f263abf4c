"""HTTP as the city speaks it: one asyncio protocol that is origin and forward proxy.

Keep-alive, pipelining, HEAD, CONNECT; and every way in which a real line fails.
"""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlsplit

_HEAD_LIMIT = 64 * 1024
_BODY_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """`path` has its query; header names are lower case."""

    method: str
    host: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""
    secure: bool = False  # https


class Fault(StrEnum):
    """How a line fails. The first four are told by the proxy, the others are acted out."""

    NONE = ""
    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    RESET = "reset"
    DROP = "drop"  # the line breaks instead of an answer
    PARTIAL = "partial"  # half the body, then it breaks
    HANG = "hang"  # nothing, for ever
    ENDLESS = "endless"  # a body that drips and never ends


TOLD = frozenset({Fault.DNS, Fault.REFUSED, Fault.TIMEOUT, Fault.RESET})
"""Faults that the proxy tells in `X-Proxy-Error`; the others it acts out."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and its weather. `seconds` pass before the first byte (times the pace)."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    fault: Fault = Fault.NONE
    packed: bytes = b""  # the same body in gzip, where the server can

    @staticmethod
    def failing(fault: Fault, seconds: float = 0.0) -> "Reply":
        """No answer of the origin: 502 and `X-Proxy-Error` where the proxy can tell why."""
        if fault in TOLD:
            return Reply(502, b"", (("X-Proxy-Error", fault.value),), seconds)
        return Reply(200, b"", (), seconds, fault)


Answer = Callable[[Request], Reply]
Certificate = Callable[[str], ssl.SSLContext | None]


class MalformedError(ValueError):
    """What came is no HTTP request."""


def take(buffer: bytearray, host: str = "") -> Request | None:
    """One whole request off the front of the buffer, or None until it is whole.

    `host` is whose tunnel it came through, where it did. Raises MalformedError.
    """
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        if len(buffer) > _HEAD_LIMIT:
            raise MalformedError("head too long")
        return None
    lines = buffer[:end].decode("latin-1").split("\r\n")
    try:
        method, target, _ = lines[0].split(" ", 2)
        headers = {
            name.strip().lower(): value.strip()
            for name, value in (line.split(":", 1) for line in lines[1:])
        }
        length = int(headers.get("content-length", 0))
    except ValueError as wrong:
        raise MalformedError(str(wrong)) from wrong
    if not 0 <= length <= _BODY_LIMIT:
        raise MalformedError("body too long")
    if len(buffer) < end + 4 + length:
        return None
    body = bytes(buffer[end + 4 : end + 4 + length])
    del buffer[: end + 4 + length]
    if target.startswith("/"):
        name = host or _name(headers.get("host", ""))
        return Request(method, name, target, headers, body, secure=bool(host))
    if method == "CONNECT":
        return Request(method, _name(target), target, headers, body)
    parts = urlsplit(target)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    secure = parts.scheme == "https"
    return Request(method, (parts.hostname or "").lower(), path, headers, body, secure)


def _name(authority: str) -> str:
    return authority.partition(":")[0].lower()


class Connection(asyncio.Protocol):
    """One client's line. Requests are answered in the order in which they came."""

    def __init__(self, answer: Answer, certificate: Certificate, pace: float) -> None:
        self._answer = answer
        self._certificate = certificate
        self._pace = pace
        self._buffer = bytearray()
        self._waiting: asyncio.TimerHandle | asyncio.Task[None] | None = None
        self._hung = False
        self._tunnel = ""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client came."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """The client went."""
        if self._waiting:
            self._waiting.cancel()
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        self._buffer += data
        self._proceed()

    def _proceed(self) -> None:
        try:
            while self._transport and not self._waiting and not self._hung:
                request = take(self._buffer, self._tunnel)
                if not request:
                    return
                self._meet(request)
        except MalformedError:
            self._close(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    def _meet(self, request: Request) -> None:
        if request.method == "CONNECT":
            self._open_tunnel(request)
            return
        reply = self._answer(request)
        if reply.seconds:
            self._waiting = asyncio.get_running_loop().call_later(
                reply.seconds * self._pace, self._late, request, reply
            )
        else:
            self._send(request, reply)

    def _late(self, request: Request, reply: Reply) -> None:
        self._waiting = None
        self._send(request, reply)
        self._proceed()

    def _send(self, request: Request, reply: Reply) -> None:
        if not self._transport:
            return
        if reply.fault is Fault.DROP:
            self._transport.abort()
            return
        if reply.fault is Fault.HANG:
            self._hung = True
            return
        bare = request.method == "HEAD" or reply.status in (204, 304)
        body = b"" if bare else reply.body
        if reply.fault is Fault.ENDLESS:
            self._transport.write(head(reply, None))
            self._waiting = asyncio.ensure_future(self._drip())
        elif reply.fault is Fault.PARTIAL and not bare:
            self._close(head(reply, len(body)) + body[: len(body) // 2])
        else:
            self._transport.write(head(reply, len(reply.body)) + body)
            if request.headers.get("connection", "").lower() == "close":
                self._transport.close()

    async def _drip(self) -> None:
        while self._transport:
            self._transport.write(b"<!-- -->\n" * 8)
            await asyncio.sleep(0.25 * self._pace)

    def _close(self, last: bytes) -> None:
        if self._transport:
            self._transport.write(last)
            self._transport.close()

    def _open_tunnel(self, request: Request) -> None:
        context = self._certificate(request.host)
        if context is None or not self._transport:
            reply = Reply.failing(Fault.DNS)
            self._close(head(reply, 0))
            return
        self._tunnel = request.host
        self._buffer.clear()
        self._transport.write(b"HTTP/1.1 200 Connection Established\r\n\r\n")
        self._waiting = asyncio.ensure_future(self._shake_hands(self._transport, context))

    async def _shake_hands(self, plain: asyncio.Transport, context: ssl.SSLContext) -> None:
        try:
            secure = await asyncio.get_running_loop().start_tls(
                plain, self, context, server_side=True
            )
        except (OSError, ssl.SSLError):  # the client did not like our certificate
            plain.abort()
            return
        self._transport = secure
        self._waiting = None
        self._proceed()


def head(reply: Reply, length: int | None) -> bytes:
    """Status line and headers; `length` None leaves the end open."""
    lines = [f"HTTP/1.1 {reply.status} {_phrase(reply.status)}"]
    lines += [f"{name}: {value}" for name, value in reply.headers]
    lines.append("Connection: close" if length is None else f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
