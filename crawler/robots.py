"""robots 协议: obeyed where the office has set so. Off by default: the office inspects its own sites."""

from urllib.parse import urljoin

from protego import Protego

from crawler.fetch import Ask, Fetcher

_MAX_DELAY = 30.0  # seconds; a longer Crawl-delay would be a way to forbid inspection


class Robots:
    """One site's rules. Without any, everything is allowed."""

    def __init__(self, user_agent: str) -> None:
        self._agent = user_agent
        self._rules: Protego | None = None

    async def learn(self, fetcher: Fetcher, front: str) -> float:
        """Fetch the rules; returns the delay they ask for, in seconds."""
        answer = await fetcher.get(Ask(urljoin(front, "/robots.txt"), "robots"))
        if answer.status != 200 or answer.is_html:  # noqa: PLR2004
            return 0.0
        self._rules = Protego.parse(fetcher.body(answer).decode("utf-8", "replace"))
        return min(float(self._rules.crawl_delay(self._agent) or 0.0), _MAX_DELAY)

    def allow(self, url: str) -> bool:
        """Whether the site lets us read it."""
        return self._rules is None or bool(self._rules.can_fetch(url, self._agent))
