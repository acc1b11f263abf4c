"""Words and numbers of an answer as facts: shared by all adapters, each of which knows one shape."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from core.clock import BEIJING
from core.facts import Feed, Post, Precision, Stamp
from core.gap import Gap, GapReason
from core.snapshot import Source
from crawler.answer import Answer
from crawler.feeds.looking import refused
from extract.dates import parse_stamp

TEXT = 20_000  # characters kept of one post
POSTS = 2_000  # of one account that are kept, the newest; none publishes so many in a month
_CAPTCHA = re.compile(r"验证码|安全验证|人机验证|captcha|滑动验证|访问过于频繁|请求过于频繁", re.I)
_LOGIN = re.compile(r"请先?登录|登录后查看|login required|passport", re.I)
EARLIEST = 2005  # no such platform is older
_MILLISECONDS = 10**11  # seconds reach it in the year 5138
_FOREVER = datetime(9999, 1, 1, tzinfo=BEIJING)


def source_of(answer: Answer) -> Source:
    """Where it was read."""
    return Source(answer.url, answer.sha256, answer.fetched_at)


def plain(text: Any) -> str:
    """Text without markup, on one line."""
    text = "" if text is None else str(text)
    if "<" in text or "&" in text:
        root = LexborHTMLParser(text).root if text.strip() else None
        text = root.text(separator=" ") if root else ""
    return " ".join(text.split())[:TEXT]


def stamp_of(value: Any, fetched_at: datetime, rule: str = "") -> Stamp | None:
    """A stated time: epoch seconds or milliseconds, or words; relative ones hang on the fetch time."""
    if isinstance(value, bool) or value in (None, "", 0, "0"):
        return None
    if isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"\d{9,13}", value)
    ):
        seconds = float(value)
        if seconds >= _MILLISECONDS:
            seconds /= 1000
        try:
            at = datetime.fromtimestamp(seconds, BEIJING)
        except (OverflowError, OSError, ValueError):
            return None
        return sane(Stamp(at, Precision.SECOND, rule or "epoch"))
    return parse_stamp(str(value), fetched_at)


def sane(stamp: Stamp) -> Stamp | None:
    """None for a program's way to say that it knows no time (the years 1 and 1970)."""
    return stamp if stamp.at.year >= EARLIEST else None


def dig(value: Any, path: str) -> Any:
    """What stands at "data.list.0.id"; alternatives behind "|". None where nothing stands there."""
    for one in path.split("|"):
        here = value
        for name in filter(None, one.strip().split(".")):
            if isinstance(here, Mapping):
                here = here.get(name)
            elif isinstance(here, Sequence) and not isinstance(here, str) and name.isdigit():
                here = here[int(name)] if int(name) < len(here) else None
            else:
                here = None
        if here is not None:
            return here
    return None


def number(value: Any) -> int | None:
    """A count: 12, "12", "1.2万"."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value)
    found = re.fullmatch(r"\s*([\d,.]+)\s*(万|亿)?\+?\s*", str(value))
    if not found or not found[1].strip(",."):
        return None
    try:
        times = {"万": 10**4, "亿": 10**8}.get(found[2] or "", 1)
        return int(float(found[1].replace(",", "")) * times)
    except ValueError:
        return None


def counts_of(pairs: Iterable[tuple[str, Any]]) -> dict[str, int]:
    """Named counts, without those that are not stated."""
    return {name: count for name, value in pairs if (count := number(value)) is not None}


def read_json(of: str, answer: Answer) -> Any | Gap:
    """The JSON of an answer, or why there is none: refused, a captcha, a login page, nonsense."""
    if gap := refused(of, answer):
        return gap
    text = answer.body.decode("utf-8", "replace").strip()
    if found := re.fullmatch(r"[\w.$]+\((.*)\);?", text, re.S):  # JSONP
        text = found[1]
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return wall(of, answer) or Gap(of, answer.url, GapReason.UNREADABLE, "返回的不是 JSON")


def wall(of: str, answer: Answer, words: Iterable[str] = ()) -> Gap | None:
    """A captcha or a login page in the place of content."""
    text = answer.body[:TEXT].decode("utf-8", "replace")
    if _CAPTCHA.search(text) or any(word in text for word in words):
        return Gap(of, answer.url, GapReason.BLOCKED, "返回的是验证页面")
    if _LOGIN.search(text):
        return Gap(of, answer.url, GapReason.LOGIN_REQUIRED)
    return None


def oldest(posts: Iterable[Post]) -> datetime | None:
    """The oldest stated time, pinned ones aside: how far down the list we have come."""
    return min((p.published.at for p in posts if p.published and not p.pinned), default=None)


def feed_of(
    source: Source,
    posts: Sequence[Post],
    quality: str,
    since: datetime | None,
    *,
    ended: bool = False,
    partial: bool = False,
    in_order: bool = True,
) -> Feed:
    """A Feed that owns up to how far it looked. `ended`: the platform said that there is no more."""
    unique = tuple({post.id: post for post in posts}.values())
    if len(unique) > POSTS:
        unique, ended = tuple(sorted(unique, key=_when, reverse=True)[:POSTS]), False
    if partial:
        return Feed(source, unique, quality, since, False, True)
    if ended:
        return Feed(source, unique, quality, None, True)
    free = [post for post in unique if not post.pinned]
    reached = oldest(free)
    dated = bool(free) and all(post.published for post in free)
    deep = in_order and dated and since is not None and reached is not None and reached <= since
    return Feed(source, unique, quality, since, deep)


def _when(post: Post) -> datetime:
    """Undated ones first: they may be of today."""
    return post.published.at if post.published else _FOREVER


def selected(tree: Any, rule: str) -> Iterator[Any]:
    """Elements of a "selector@attribute" rule, without the attribute."""
    selector = rule.partition("@")[0].strip()
    yield from tree.css(selector) if selector else (tree,)


def text_at(node: Any, rule: str) -> str:
    """Text (or attribute) of the first element that a rule names."""
    if not rule:
        return ""
    attribute = rule.partition("@")[2].strip()
    for found in selected(node, rule):
        return (
            plain(found.attributes.get(attribute) or "")
            if attribute
            else plain(found.text(separator=" "))
        )
    return ""
