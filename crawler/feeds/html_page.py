"""A public page by selectors: account pages and store pages that show their list in the document."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from core.facts import AccountState, Feed, Interaction, MenuLink, Post, Profile
from core.gap import Gap, GapReason
from core.mapping import FeedMapping
from core.subject import Account, FeedRoute
from crawler.answer import Answer
from crawler.feeds.json_api import COUNTS, silent_way, unknown_profile
from crawler.feeds.looking import Looking, refused
from crawler.feeds.reading import (
    counts_of,
    feed_of,
    plain,
    selected,
    source_of,
    stamp_of,
    text_at,
    wall,
)
from extract.encoding import decode

_MENUS = 12  # links that are tried


class HtmlPage:
    """`route.adapter` names the mapping. `look` says how the document comes: here, as it is sent."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking

    async def look(self, route: FeedRoute, mapping: FeedMapping) -> Answer | Gap:
        """The document. A browser page asks a browser instead."""
        return await self._looking.answer(route.url)

    async def _read(self, of: str, route: FeedRoute) -> tuple[Answer, Any, FeedMapping] | Gap:
        mapping = self._looking.mapping(route.adapter)
        answer = await self.look(route, mapping)
        if isinstance(answer, Gap):
            return Gap(of, answer.url, answer.reason, answer.detail)
        if gap := refused(of, answer):
            return gap
        text = decode(answer.body, answer.content_type).text
        if gap := _walled(of, answer, mapping, text):
            return gap
        return answer, LexborHTMLParser(text), mapping

    async def probe(self, account: Account, route: FeedRoute) -> Profile | Gap:
        """The name that stands on the page; a page that says so is a closed account."""
        read = await self._read("Profile", route)
        if isinstance(read, Gap):
            return read
        answer, tree, mapping = read
        state = AccountState.CLOSED if _is_closed(tree, mapping) else AccountState.LIVE
        at = {key: text_at(tree, rule) for key, rule in mapping.profile.items()}
        if state is AccountState.LIVE and not at.get("name") and not _has_list(tree, mapping):
            return unknown_profile(answer)  # a platform sends seekers of the gone to its front page
        return Profile(
            source_of(answer),
            state,
            at.get("name", ""),
            at.get("subject", ""),
            at.get("intro", ""),
            mapping.quality,
        )

    async def latest(
        self, account: Account, route: FeedRoute, since: datetime | None
    ) -> Feed | Gap:
        """The list on the page. A page without one is no proof of silence."""
        read = await self._read("Feed", route)
        if isinstance(read, Gap):
            return read
        answer, tree, mapping = read
        if _is_closed(tree, mapping):
            return Gap("Feed", answer.url, GapReason.NOT_FOUND, "平台显示账号已关停")
        posts = tuple(_posts(tree, mapping, answer))
        empty = bool(mapping.total) and not posts and text_at(tree, mapping.total) == "0"
        if not posts and not empty:
            return Gap("Feed", answer.url, GapReason.UNREADABLE, "页面上没有读到发布内容")
        return feed_of(
            source_of(answer),
            posts,
            mapping.quality,
            since,
            ended=empty,
            in_order=mapping.in_order,
        )

    async def interaction(self, account: Account, route: FeedRoute) -> Interaction | Gap:
        """Menu links of an account, download links of an app: each is tried."""
        read = await self._read("Interaction", route)
        if isinstance(read, Gap):
            return read
        answer, tree, mapping = read
        if not mapping.menus and not mapping.downloads:
            return silent_way(answer.url)
        # Where a selector finds nothing, the page may have changed: that is no proof of no menu.
        menus = await self._links(tree, mapping.menus, answer) or None
        loads = await self._links(tree, mapping.downloads, answer) or None
        if menus is None and loads is None:
            return silent_way(answer.url)
        return Interaction(source_of(answer), menus=menus, downloads=loads, quality=mapping.quality)

    async def _links(self, tree: Any, rule: str, answer: Answer) -> tuple[MenuLink, ...]:
        found = []
        for node in list(selected(tree, rule))[:_MENUS] if rule else ():
            href = (node.attributes.get("href") or "").strip()
            if href and not href.lower().startswith(("javascript:", "#", "mailto:", "tel:")):
                url = urljoin(answer.final_url or answer.url, href)
                found.append(await self._looking.link(plain(node.text(separator=" ")), url))
        return tuple(found)


def _posts(tree: Any, mapping: FeedMapping, answer: Answer) -> Iterator[Post]:
    rules = mapping.posts
    for node in selected(tree, rules["list"]):
        at = {name: text_at(node, rule) for name, rule in rules.items() if name != "list"}
        link = at.get("url", "")
        url = urljoin(answer.final_url or answer.url, link) if link else ""
        name = at.get("id") or url
        if not name:
            continue
        yield Post(
            id=name,
            title=at.get("title", ""),
            url=url,
            published=stamp_of(at.get("time"), answer.fetched_at, "page_time"),
            text=at.get("text") or at.get("title", ""),
            pinned=bool(at.get("pinned")),
            kind=at.get("kind") or "article",
            counts=counts_of((count, at.get(count)) for count in COUNTS),
        )


def _walled(of: str, answer: Answer, mapping: FeedMapping, text: str) -> Gap | None:
    """Walls are looked for only where the page has no list: a post may speak of 验证码."""
    if _has_list(LexborHTMLParser(text), mapping):
        return None
    if any(word in text for word in mapping.login):
        return Gap(of, answer.url, GapReason.LOGIN_REQUIRED)
    return wall(of, answer, mapping.refused)


def _has_list(tree: Any, mapping: FeedMapping) -> bool:
    return next(selected(tree, mapping.posts["list"]), None) is not None


def _is_closed(tree: Any, mapping: FeedMapping) -> bool:
    if _has_list(tree, mapping):
        return False
    text = tree.body.text(separator=" ") if tree.body else ""
    return any(word in text for word in mapping.closed)
