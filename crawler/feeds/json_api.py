"""JSON by mapping: any interface that hands out a list, read along paths that stand in a TOML file."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from core.facts import AccountState, Feed, Interaction, Post, Profile
from core.gap import Gap, GapReason
from core.mapping import FeedMapping
from core.subject import Account, FeedRoute
from crawler.answer import Answer
from crawler.feeds.looking import Looking
from crawler.feeds.reading import (
    counts_of,
    dig,
    feed_of,
    oldest,
    plain,
    read_json,
    source_of,
    stamp_of,
)

PAGES = 8
COUNTS = ("reads", "likes", "comments", "shares", "plays")


class JsonApi:
    """`route.adapter` names the mapping."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking

    async def probe(self, account: Account, route: FeedRoute) -> Profile | Gap:
        """The name and subject that stand in the answer."""
        mapping = self._looking.mapping(route.adapter)
        answer = await self._looking.answer(route.url)
        told = good_json("Profile", answer, mapping)
        if isinstance(told, Gap):
            gone = told.reason is GapReason.NOT_FOUND and not answer.failure and answer.status < 400  # noqa: PLR2004
            return Profile(source_of(answer), AccountState.CLOSED) if gone else told
        return read_profile(told, mapping, answer) or unknown_profile(answer)

    async def latest(
        self, account: Account, route: FeedRoute, since: datetime | None
    ) -> Feed | Gap:
        """Page by page until `since` is reached, where the mapping says how to ask for more."""
        mapping = self._looking.mapping(route.adapter)
        url, posts, first, ended = route.url, list[Post](), None, False
        for _ in range(PAGES):
            answer = await self._looking.answer(url)
            told = good_json("Feed", answer, mapping)
            if isinstance(told, Gap):
                if first is None:
                    return told
                break
            first = first or answer
            page = tuple(read_posts(told, mapping, answer))
            posts += page
            ended = says_empty(told, mapping) if not posts else False
            reached = oldest(posts)
            onward = _onward(told, mapping, url)
            if mapping.more and not onward:
                # An empty page ends a list, and is what a refused visitor gets, too.
                ended = bool(page) or ended
            if not onward or not page or (since and reached and reached <= since):
                break
            url = onward
        assert first is not None  # noqa: S101 - the loop ran once
        return feed_of(
            source_of(first),
            posts,
            mapping.quality,
            since,
            ended=ended,
            in_order=mapping.in_order,
        )

    async def interaction(self, account: Account, route: FeedRoute) -> Interaction | Gap:
        """Comments are open where somebody commented."""
        mapping = self._looking.mapping(route.adapter)
        answer = await self._looking.answer(route.url)
        told = good_json("Interaction", answer, mapping)
        if isinstance(told, Gap):
            return told
        return commented(read_posts(told, mapping, answer), answer, mapping.quality)


def commented(posts: Iterator[Post], answer: Answer, quality: str) -> Interaction | Gap:
    """What the posts' counts tell of comments: somebody's comment proves that they are open."""
    if any(post.counts.get("comments") for post in posts):
        return Interaction(source_of(answer), comments_open=True, quality=quality)
    return silent_way(answer.url)


def silent_way(url: str) -> Gap:
    """For a way of looking that says nothing of menus, comments and replies."""
    return Gap("Interaction", url, GapReason.NOT_LOOKED, "该获取方式不提供互动功能信息")


def good_json(of: str, answer: Answer, mapping: FeedMapping) -> Any | Gap:
    """The answer, where it is one that the mapping calls good."""
    told = read_json(of, answer)
    if isinstance(told, Gap):
        return told
    for path, wanted in mapping.success.items():
        if (found := dig(told, path)) is None or str(found) != wanted:
            return _declined(of, answer, mapping, plain(told)[:2000], found)
    return told


def _declined(of: str, answer: Answer, mapping: FeedMapping, words: str, found: Any) -> Gap:
    for reason, signs in (
        (GapReason.NOT_FOUND, mapping.closed),
        (GapReason.LOGIN_REQUIRED, mapping.login),
        (GapReason.BLOCKED, mapping.refused),
    ):
        if any(sign in words for sign in signs):
            return Gap(of, answer.url, reason, f"平台返回 {plain(found)[:40]}")
    return Gap(of, answer.url, GapReason.UNREADABLE, f"平台返回 {plain(found)[:40]}")


def unknown_profile(answer: Answer) -> Gap:
    """Neither a name nor a post: nothing says that the account lives."""
    return Gap("Profile", answer.url, GapReason.UNREADABLE, "没有读到账号资料")


def read_profile(told: Any, mapping: FeedMapping, answer: Answer) -> Profile | None:
    """What the mapping knows to name; None where neither a name nor a post stands there."""
    at = {key: plain(dig(told, path)) for key, path in mapping.profile.items()}
    if not at.get("name") and next(read_posts(told, mapping, answer), None) is None:
        return None
    return Profile(
        source_of(answer),
        AccountState.LIVE,
        at.get("name", ""),
        at.get("subject", ""),
        at.get("intro", ""),
        mapping.quality,
    )


def read_posts(told: Any, mapping: FeedMapping, answer: Answer) -> Iterator[Post]:
    """Every entry that has an id or an address."""
    paths = mapping.posts
    items = dig(told, paths["list"])
    for item in items if isinstance(items, list) else ():

        def at(name: str, item: Any = item) -> Any:
            return dig(item, paths[name]) if name in paths else None

        url, title, text = str(at("url") or ""), plain(at("title")), plain(at("text"))
        if not (name := str(at("id") or url)):
            continue
        original = at("original")
        yield Post(
            id=name,
            title=title or text[:60],
            url=url,
            published=stamp_of(at("time"), answer.fetched_at, "platform_time"),
            text=text or title,
            pinned=bool(at("pinned")),
            kind=str(at("kind") or "article"),
            original=bool(original) if original is not None else None,
            counts=counts_of((count, at(count)) for count in COUNTS),
        )


def says_empty(told: Any, mapping: FeedMapping) -> bool:
    """The platform itself counts nought: that is an answer, not a failure to look."""
    return bool(mapping.total) and dig(told, mapping.total) in (0, "0")


def _onward(told: Any, mapping: FeedMapping, url: str) -> str:
    """The address of the next page, "" where there is none."""
    more = mapping.more
    if not more or ("while" in more and not dig(told, more["while"])):
        return ""
    cursor = dig(told, more["path"])
    if cursor in (None, "", -1, "-1"):
        return ""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | {more["parameter"]: str(cursor)}
    onward = urlunsplit(parts._replace(query=urlencode(query)))
    return onward if onward != url else ""
