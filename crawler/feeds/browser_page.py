"""A page that only scripts write: a browser opens it slowly, and we read what it was sent."""

from datetime import datetime

from core.facts import AccountState, Feed, Interaction, Profile
from core.gap import Gap, GapReason
from core.mapping import FeedMapping
from core.subject import Account, FeedRoute
from crawler.answer import Answer
from crawler.feeds.html_page import HtmlPage
from crawler.feeds.json_api import (
    commented,
    good_json,
    read_posts,
    read_profile,
    says_empty,
    unknown_profile,
)
from crawler.feeds.looking import Looking, Screen, refused
from crawler.feeds.reading import feed_of, source_of, wall


class BrowserPage:
    """With `response` in the mapping the caught JSON is read, else the document as a reader sees it."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking
        self._page = _Seen(looking)

    async def _caught(self, of: str, route: FeedRoute) -> tuple[Answer, FeedMapping] | Gap:
        mapping = self._looking.mapping(route.adapter)
        seen = await self._looking.screen(route.url, mapping.response)
        if isinstance(seen, Gap):
            return Gap(of, seen.url, seen.reason, seen.detail)
        if seen.caught:  # a first answer may be a refusal that the page's script then overcame
            good = (one for one in seen.caught if not isinstance(good_json(of, one, mapping), Gap))
            return next(good, seen.caught[0]), mapping
        return _nothing_caught(of, seen, mapping)

    async def probe(self, account: Account, route: FeedRoute) -> Profile | Gap:
        """The name in the caught answer, or on the page."""
        if not self._looking.mapping(route.adapter).response:
            return await self._page.probe(account, route)
        caught = await self._caught("Profile", route)
        if isinstance(caught, Gap):
            return caught
        answer, mapping = caught
        told = good_json("Profile", answer, mapping)
        if isinstance(told, Gap):
            gone = told.reason is GapReason.NOT_FOUND and answer.status < 400  # noqa: PLR2004
            return Profile(source_of(answer), AccountState.CLOSED) if gone else told
        return read_profile(told, mapping, answer) or unknown_profile(answer)

    async def latest(
        self, account: Account, route: FeedRoute, since: datetime | None
    ) -> Feed | Gap:
        """The first list that the page was sent."""
        if not self._looking.mapping(route.adapter).response:
            return await self._page.latest(account, route, since)
        caught = await self._caught("Feed", route)
        if isinstance(caught, Gap):
            return caught
        answer, mapping = caught
        told = good_json("Feed", answer, mapping)
        if isinstance(told, Gap):
            return told
        posts = tuple(read_posts(told, mapping, answer))
        ended = not posts and says_empty(told, mapping)
        return feed_of(
            source_of(answer), posts, mapping.quality, since, ended=ended, in_order=mapping.in_order
        )

    async def interaction(self, account: Account, route: FeedRoute) -> Interaction | Gap:
        """As the caught answer, or the page, shows it."""
        if not self._looking.mapping(route.adapter).response:
            return await self._page.interaction(account, route)
        caught = await self._caught("Interaction", route)
        if isinstance(caught, Gap):
            return caught
        answer, mapping = caught
        told = good_json("Interaction", answer, mapping)
        if isinstance(told, Gap):
            return told
        return commented(read_posts(told, mapping, answer), answer, mapping.quality)


class _Seen(HtmlPage):
    async def look(self, route: FeedRoute, mapping: FeedMapping) -> Answer | Gap:
        """The document as the browser leaves it."""
        seen = await self._looking.screen(route.url, "")
        return seen if isinstance(seen, Gap) else seen.answer


def _nothing_caught(of: str, seen: Screen, mapping: FeedMapping) -> Gap:
    if gap := refused(of, seen.answer) or wall(of, seen.answer, mapping.refused):
        return gap
    return Gap(of, seen.answer.url, GapReason.NOT_RENDERED, "页面没有取回发布列表")
