"""RSS, Atom, JSON Feed: what bridges (RSSHub and its like) hand out, and many sites themselves."""

import json
import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser

from core.clock import BEIJING
from core.facts import AccountState, Feed, Interaction, Post, Precision, Profile, Stamp
from core.gap import Gap, GapReason
from core.subject import Account, FeedRoute
from crawler.answer import Answer
from crawler.feeds.json_api import silent_way
from crawler.feeds.looking import Looking, refused
from crawler.feeds.reading import EARLIEST, TEXT, feed_of, plain, sane, source_of, wall

_ZONE = re.compile(r"(?:Z|GMT|UTC?|[A-Z]{3,4}|[+-]\d{2}:?\d{2})\s*$")


class FeedFile:
    """One document, two questions: the channel's name, and its entries."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking

    async def probe(self, account: Account, route: FeedRoute) -> Profile | Gap:
        """A feed that can be read is an account that lives."""
        answer = await self._looking.answer(route.url)
        read = _read("Profile", answer)
        if isinstance(read, Gap):
            return read
        title, intro, _ = read
        return Profile(
            source_of(answer), AccountState.LIVE, shown_name=title, intro=intro, quality="feed"
        )

    async def latest(
        self, account: Account, route: FeedRoute, since: datetime | None
    ) -> Feed | Gap:
        """Its entries. `complete` where the oldest of them is older than `since`."""
        answer = await self._looking.answer(route.url)
        read = _read("Feed", answer)
        if isinstance(read, Gap):
            return read
        posts = read[2]
        return feed_of(source_of(answer), posts, "feed", since)

    async def interaction(self, account: Account, route: FeedRoute) -> Interaction | Gap:
        """A feed tells of posts only."""
        return silent_way(route.url)


_Reading = tuple[str, str, tuple[Post, ...]]  # name, intro, posts


def _read(of: str, answer: Answer) -> _Reading | Gap:
    if gap := refused(of, answer):
        return gap
    body = answer.body
    if body.lstrip()[:1] in (b"{", b"["):
        return _json_feed(body) or Gap(of, answer.url, GapReason.UNREADABLE, "不是 JSON Feed")
    parsed = feedparser.parse(body, response_headers={"content-type": answer.content_type})
    if not parsed.get("version"):  # a page that is no feed at all has no such key
        return _not_a_feed(of, answer)
    if parsed.bozo and not parsed.entries and not parsed.feed.get("title"):
        return Gap(of, answer.url, GapReason.UNREADABLE, "订阅源内容不完整")
    posts = tuple(_post(entry) for entry in parsed.entries)
    return plain(parsed.feed.get("title", "")), plain(parsed.feed.get("subtitle", "")), posts


def _not_a_feed(of: str, answer: Answer) -> Gap:
    return wall(of, answer) or Gap(of, answer.url, GapReason.UNREADABLE, "不是订阅源")


def _post(entry: Any) -> Post:
    content = next((c.get("value", "") for c in entry.get("content", ())), "")
    link = str(entry.get("link", ""))
    return Post(
        id=str(entry.get("id") or link),
        title=plain(entry.get("title", "")),
        url=link,
        published=_stamp(entry),
        text=plain(content or entry.get("summary", ""))[:TEXT],
    )


def _stamp(entry: Any) -> Stamp | None:
    """When it was published, else when it was last changed. A time without a zone is Beijing's."""
    for name in ("published", "updated"):
        parsed = entry.get(f"{name}_parsed")
        if not parsed:
            continue
        raw = str(entry.get(name, ""))
        try:
            at = datetime.fromtimestamp(timegm(parsed), UTC)
        except (OverflowError, OSError, ValueError):
            continue
        if at.year < EARLIEST:
            continue
        timed = ":" in raw
        if not timed or not _ZONE.search(raw):
            at = (at - timedelta(hours=8)).astimezone(BEIJING)
        return Stamp(at.astimezone(BEIJING), _precision(timed), f"feed_{name}")
    return None


def _precision(timed: bool) -> Precision:
    return Precision.SECOND if timed else Precision.DAY


def _json_feed(body: bytes) -> _Reading | None:
    try:
        told = json.loads(body)
        items = told["items"]
        posts = tuple(_json_post(item) for item in items if isinstance(item, dict))
        return plain(told.get("title", "")), plain(told.get("description", "")), posts
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _json_post(item: dict[str, Any]) -> Post:
    url = str(item.get("url") or item.get("external_url") or "")
    text = item.get("content_text") or plain(item.get("content_html") or item.get("summary") or "")
    return Post(
        id=str(item.get("id") or url),
        title=plain(str(item.get("title") or "")),
        url=url,
        published=_iso(str(item.get("date_published") or item.get("date_modified") or "")),
        text=str(text)[:TEXT],
    )


def _iso(text: str) -> Stamp | None:
    try:
        at = datetime.fromisoformat(text)
        at = at.replace(tzinfo=BEIJING) if at.tzinfo is None else at.astimezone(BEIJING)
    except (ValueError, OverflowError):
        return None
    return sane(Stamp(at, _precision(":" in text), "feed_published"))
