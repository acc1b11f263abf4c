"""The city without sockets: ask one function, as a reader's browser would."""

from collections.abc import Callable
from urllib.parse import urlsplit

from demo.streets import Streets
from demo.wire import Reply, Request

READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
Ask = Callable[..., Reply]


def asker(streets: Streets) -> Ask:
    """ask(url, method="GET", agent=a reader's)."""

    def ask(url: str, method: str = "GET", agent: str = READER) -> Reply:
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        secure = parts.scheme == "https"
        return streets.answer(
            Request(method, parts.hostname or "", path, {"user-agent": agent}, secure=secure)
        )

    return ask
