"""附件: fetched whole, so that the parent can read them; this process opens none of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from core.gap import Gap, GapReason
from core.plan import CrawlLimits
from crawler.answer import Answer, snapshot_of
from crawler.failure import status_gap
from crawler.fetch import LOCKED, Ask, Fetcher
from crawler.ledger import Target
from crawler.progress import Noun

_NO_DOCUMENT = re.compile(
    r"\.(?:mp[34]|wm[av]|avi|flv|mov|rm|rmvb|swf|exe|apk|ceb)(?:[?#].*)?$", re.IGNORECASE
)
_LEAST_PICTURE = 8_000  # bytes; a smaller one is an icon


class Attachments:
    """Within the plan's count and size. What is not fetched is told as Gaps."""

    def __init__(self, fetcher: Fetcher, limits: CrawlLimits, emit: Callable[[Noun], None]) -> None:
        self._fetcher, self._limits, self._emit = fetcher, limits, emit
        self._fetched = 0
        self._beyond = 0  # wanted, and more than the plan allows
        self._first_beyond = ""
        self._failed: dict[str, tuple[GapReason, str]] = {}

    def wants(self, target: Target, answer: Answer) -> bool:
        """An attachment of the site itself; a picture only where pictures are read."""
        if not target.internal or answer.is_html or not self._limits.max_attachments:
            return False
        if target.kind == "picture":
            big = answer.length < 0 or answer.length >= _LEAST_PICTURE
            if not (self._limits.read_pictures and big) or target.on_home:
                return False
        elif target.kind != "attachment" or _NO_DOCUMENT.search(target.url):
            return False
        if answer.length > self._limits.max_attachment:
            self._failed[target.url] = (GapReason.TOO_LARGE, "附件超过大小限制")
            return False
        if self._fetched >= self._limits.max_attachments:
            self._beyond += 1
            self._first_beyond = self._first_beyond or target.url
            return False
        self._fetched += 1
        return True

    async def fetch(self, target: Target) -> None:
        """Its bytes are locked away under the sha256 that the link's fact then names."""
        answer = await self._fetcher.get(Ask(target.url, LOCKED, most=self._limits.max_attachment))
        reason = answer.failure or status_gap(answer.status, challenged=answer.challenged)
        if reason:
            self._failed[target.url] = (reason, answer.detail)
        elif answer.sha256:
            target.last = replace(answer, body=b"")
            self._emit(snapshot_of(answer))

    def gaps(self) -> Iterator[Gap]:
        """Attachments that nobody will read."""
        for url, (reason, detail) in self._failed.items():
            yield Gap("PageText", url, reason, detail)
        if self._beyond:
            detail = f"附件数量达到上限，另有{self._beyond}个未读"
            yield Gap("PageText", self._first_beyond, GapReason.BUDGET, detail)
