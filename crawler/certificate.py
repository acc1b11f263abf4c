"""证书: one handshake with each https host. Pages are read whatever it says; it is a fact of its own."""

import asyncio
import ssl
from urllib.parse import urlsplit

from core.gap import GapReason
from crawler.answer import Answer
from crawler.fetch import Fetcher
from crawler.guard import is_private

_FAULTS = {
    9: "证书尚未生效",
    10: "证书已过期",
    18: "自签名证书",
    62: "证书与域名不符",
}
"""OpenSSL's codes that any browser stops at. A missing intermediate (20, 21) is none: browsers fetch
it; and a root that this machine does not know (19) may be known to theirs."""


async def certificate(fetcher: Fetcher, url: str) -> Answer:
    """An Answer without failure, or with TLS_FAILED and the fault in Chinese; taken once a crawl."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    front = f"https://{parts.netloc}/"
    if known := fetcher.recall(front, "certificate"):
        return known
    fault = ""
    try:
        async with asyncio.timeout(fetcher.manners.timeout):
            fault = await _shake_hands(fetcher, host, port)
    except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError):
        pass  # no handshake at all: the links themselves have told
    failure = GapReason.TLS_FAILED if fault else None
    answer = Answer(front, front, fetcher.clock(), 0.0, failure=failure, detail=fault)
    return fetcher.record(answer, "certificate")


async def _shake_hands(fetcher: Fetcher, host: str, port: int) -> str:
    """The fault, "" for a certificate that a browser would take."""
    context = ssl.create_default_context()
    try:
        if proxy := fetcher.manners.proxy:
            await _through(proxy, host, port, context)
        else:
            address = await _address(host, port, any_address=fetcher.manners.allow_private)
            _, writer = await asyncio.open_connection(
                address, port, ssl=context, server_hostname=host
            )
            writer.close()
    except ssl.SSLCertVerificationError as wrong:
        return _FAULTS.get(wrong.verify_code, "")
    return ""


async def _through(proxy: str, host: str, port: int, context: ssl.SSLContext) -> None:
    door = urlsplit(proxy)
    reader, writer = await asyncio.open_connection(door.hostname, door.port or 80)
    try:
        writer.write(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " in head.partition(b"\r\n")[0] + b" ":
            await writer.start_tls(context, server_hostname=host)
    finally:
        writer.close()


async def _address(host: str, port: int, *, any_address: bool) -> str:
    loop = asyncio.get_running_loop()
    for *_, address in await loop.getaddrinfo(host, port, proto=6):
        if any_address or not is_private(str(address[0])):
            return str(address[0])
    raise OSError("no public address")
