"""二维码图片: pictures in places for codes, fetched whole; this process decodes none of them."""

from collections.abc import Callable, Iterator

from core.facts import CodePicture
from core.gap import Gap, GapReason
from core.plan import CrawlLimits
from core.snapshot import Source
from crawler.answer import Answer, snapshot_of
from crawler.failure import status_gap
from crawler.fetch import Ask, Fetcher
from crawler.ledger import Target
from crawler.progress import Noun
from crawler.scope import same_page
from extract.codes import CodePlace


class Codes:
    """Within the plan's count and size. The home page is read first, so its codes come first."""

    def __init__(self, fetcher: Fetcher, limits: CrawlLimits, emit: Callable[[Noun], None]) -> None:
        self._fetcher, self._limits, self._emit = fetcher, limits, emit
        self._places: dict[str, tuple[str, CodePlace]] = {}
        self._fetched = 0
        self._beyond = 0
        self._failed: dict[str, tuple[GapReason, str]] = {}

    def expect(self, page: str, places: tuple[CodePlace, ...]) -> None:
        """Take a page's places; a picture is looked at once, where it was met first."""
        for place in places:
            self._places.setdefault(same_page(place.url), (page, place))

    async def look(self, target: Target, answer: Answer) -> None:
        """A picture that is there, if it stands in such a place: its bytes go to the blob store."""
        page, place = self._places.get(same_page(target.url), ("", None))
        if (
            place is None
            or target.kind != "picture"
            or answer.is_html
            or not self._limits.max_codes
        ):
            return
        if answer.length > self._limits.max_code:
            self._failed[target.url] = (GapReason.TOO_LARGE, "二维码图片超过大小限制")
            return
        if self._fetched >= self._limits.max_codes:
            self._beyond += 1
            return
        self._fetched += 1
        got = await self._fetcher.get(Ask(target.url, "code", most=self._limits.max_code))
        reason = got.failure or status_gap(got.status, challenged=got.challenged)
        if reason or not got.sha256:
            self._failed[target.url] = (reason or GapReason.UNREADABLE, got.detail)
            return
        self._emit(snapshot_of(got))
        source = Source(target.url, got.sha256, got.fetched_at)
        self._emit(CodePicture(source, page, place.words))

    def gaps(self, home: str) -> Iterator[Gap]:
        """Codes that nobody will read."""
        for url, (reason, detail) in self._failed.items():
            yield Gap("CodePicture", url, reason, detail)
        if self._beyond:
            detail = f"二维码图片达到上限，另有{self._beyond}张未认"
            yield Gap("CodePicture", home, GapReason.BUDGET, detail)
