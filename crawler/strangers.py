"""认错: pages that only look like pages, and links that the office has said are never accused."""

import re

from core.facts import LinkState
from crawler.answer import Answer
from extract.page import PageReading

_SAYS = {
    "not_found": LinkState.SOFT_404,
    "blocked": LinkState.BLOCKED,
    "broken": LinkState.SERVER_ERROR,
}
"""Other kinds (a notice of works or of moving) are pages: a reader is told something there."""


class Strangers:
    """What this host sends for an address that cannot exist, once it is known."""

    def __init__(self, excluded: tuple[str, ...]) -> None:
        self._excluded = tuple(_pattern(one) for one in excluded)
        self._error_text = ""
        self._error_place = ""

    def learn(self, reading: PageReading | None, answer: Answer, home: PageReading) -> None:
        """Take what came for a random path. An honest 404 teaches nothing and needs nothing.

        A host that gives its front page for any path (one page, written by scripts) teaches nothing
        either: there the living and the dead look alike.
        """
        if answer.status != 200:  # noqa: PLR2004
            return
        if answer.final_url not in (answer.url, home.url):
            self._error_place = answer.final_url
        if reading and answer.final_url != home.url and _bare(reading) != _bare(home):
            self._error_text = _bare(reading)

    def judge(self, reading: PageReading, answer: Answer) -> tuple[LinkState, str]:
        """What a page with status 200 is: a page, or this host's way to say no."""
        if reading.error_kind in _SAYS:
            return _SAYS[reading.error_kind], reading.error_text
        if self._error_place and answer.final_url == self._error_place != answer.url:
            return LinkState.SOFT_404, "跳转到统一的错误页面"
        if self._error_text and _bare(reading) == self._error_text:
            return LinkState.SOFT_404, "与不存在的页面内容相同"
        return LinkState.OK, ""

    def excluded(self, url: str) -> bool:
        """Whether the office's own list exempts this address."""
        return any(one.search(url) for one in self._excluded)


def _bare(reading: PageReading) -> str:
    """Title and words without digits: error pages print the time and the address."""
    return re.sub(r"[\d\W_]+", "", f"{reading.title}{reading.text.text}")


def _pattern(text: str) -> re.Pattern[str]:
    """An office writes a piece of an address, * for anything."""
    return re.compile(".*".join(re.escape(part) for part in text.split("*")), re.I)
