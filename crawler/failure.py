"""失败归类: exceptions and statuses to the closed lists of core. A failure to look has a name."""

import ssl
from collections.abc import Iterator

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet import error as net
from twisted.python.failure import Failure

from core.facts import LinkState
from core.gap import GapReason

BLOCKING = frozenset({401, 403, 405, 406, 407, 412, 418, 423, 429, 444, 451, 521, 999})
"""Statuses with which a firewall, a login or a rate limit turns a robot away."""

_PROXY_SAID = {
    "dns": GapReason.DNS_FAILED,
    "refused": GapReason.REFUSED,
    "timeout": GapReason.TIMEOUT,
    "reset": GapReason.DROPPED,
}


def proxy_failure(said: str) -> GapReason:
    """What a forward proxy's X-Proxy-Error means: the origin's own failure, told by another."""
    return _PROXY_SAID.get(said.strip().lower(), GapReason.DROPPED)


def failure_of(error: BaseException) -> tuple[GapReason, str]:
    """The reason, and a few words for the log. Never a guess of what the site meant by it."""
    chain = tuple(_chain(error))
    words = next((str(one) for one in reversed(chain) if str(one)), type(error).__name__)[:200]
    for one in chain:
        if said := _tunnel(one):
            return said, words
    if any(_is_tls(one) for one in chain):
        return GapReason.TLS_FAILED, words
    for one in chain:
        for kind, reason in _KINDS:
            if isinstance(one, kind):
                return reason, words
    return GapReason.UNREADABLE, words  # an answer that is no HTTP


_KINDS: tuple[tuple[type[BaseException], GapReason], ...] = (
    (CannotResolveHostError, GapReason.DNS_FAILED),
    (net.DNSLookupError, GapReason.DNS_FAILED),
    (DownloadConnectionRefusedError, GapReason.REFUSED),
    (net.ConnectionRefusedError, GapReason.REFUSED),
    (DownloadTimeoutError, GapReason.TIMEOUT),
    (net.TimeoutError, GapReason.TIMEOUT),
    (DownloadCancelledError, GapReason.TOO_LARGE),
    (IgnoreRequest, GapReason.TOO_LARGE),  # the inflater's word for a bomb
    (ResponseDataLossError, GapReason.DROPPED),
    (net.ConnectionLost, GapReason.DROPPED),
    (net.ConnectionDone, GapReason.DROPPED),
    (net.ConnectionAborted, GapReason.DROPPED),
    (net.NoRouteError, GapReason.REFUSED),
    (net.ConnectError, GapReason.REFUSED),
)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and what Twisted wrapped inside it."""
    seen: set[int] = set()
    todo: list[BaseException | None] = [error]
    while todo:
        one = todo.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        todo.append(one.__cause__)
        for wrapped in getattr(one, "reasons", None) or ():
            if isinstance(wrapped, Failure):
                todo.append(wrapped.value)


def _is_tls(error: BaseException) -> bool:
    if isinstance(error, ssl.SSLError):
        return True
    return type(error).__module__.startswith(("OpenSSL", "service_identity"))


def _tunnel(error: BaseException) -> GapReason | None:
    if type(error).__name__ != "TunnelError":
        return None
    words = str(error).lower()
    said = words.partition("x-proxy-error:")[2].replace("\\r", " ").split()
    # A proxy that will not make a tunnel, and says no more, speaks about our own line.
    return proxy_failure(said[0]) if said else GapReason.BLOCKED


def status_gap(status: int, *, challenged: bool = False) -> GapReason | None:
    """Why an answer with this status is no page; None for one that is."""
    if challenged or status in BLOCKING:
        return GapReason.LOGIN_REQUIRED if status in (401, 407) else GapReason.BLOCKED
    if status in (404, 410):
        return GapReason.NOT_FOUND
    if status >= 500:  # noqa: PLR2004 - HTTP's own border
        return GapReason.SERVER_ERROR
    if status >= 400:  # noqa: PLR2004
        return GapReason.BLOCKED
    return None


FAILURE_STATES: dict[GapReason, LinkState] = {
    GapReason.DNS_FAILED: LinkState.DNS_FAILED,
    GapReason.REFUSED: LinkState.REFUSED,
    GapReason.DROPPED: LinkState.REFUSED,
    GapReason.TIMEOUT: LinkState.TIMEOUT,
    GapReason.TLS_FAILED: LinkState.TLS_FAILED,
    GapReason.TOO_LARGE: LinkState.OK,  # too big to read is very much alive
    GapReason.NOT_FOUND: LinkState.NOT_FOUND,
    GapReason.SERVER_ERROR: LinkState.SERVER_ERROR,
    GapReason.BLOCKED: LinkState.BLOCKED,
    GapReason.LOGIN_REQUIRED: LinkState.BLOCKED,
}
"""What a failed look makes of a link; every other reason is about us: UNKNOWN."""
