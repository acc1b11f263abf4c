"""抖音开放平台: the shape of video.list, with the account owner's authorisation."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from core.facts import AccountState, Feed, Interaction, Post, Profile
from core.gap import Gap, GapReason
from core.snapshot import Source
from core.subject import Account, FeedRoute
from crawler.feeds.json_api import silent_way
from crawler.feeds.keys import KeysError
from crawler.feeds.looking import Call, Looking
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

_COUNT, _PAGES = 20, 10
_STALE = frozenset({10008, 2190002, 2190008})  # the access token is wrong or has expired
_REASONS = {
    10010: (GapReason.LOGIN_REQUIRED, "刷新令牌已过期，需重新授权"),
    10013: (GapReason.LOGIN_REQUIRED, "应用标识无效"),
    10014: (GapReason.LOGIN_REQUIRED, "应用密钥无效"),
    2190004: (GapReason.LOGIN_REQUIRED, "应用未获得该能力"),
    2190015: (GapReason.LOGIN_REQUIRED, "授权与账号不符"),
    28001007: (GapReason.LOGIN_REQUIRED, "应用未获得该能力"),
    28001003: (GapReason.BLOCKED, "接口调用太频繁"),
    2100004: (GapReason.SERVER_ERROR, "平台繁忙"),
}
_LISTING = "/api/douyin/v1/video/video_list/"


class DouyinOpen:
    """Official: the owner's whole list, pinned ones marked."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking

    async def probe(self, account: Account, route: FeedRoute) -> Profile | Gap:
        """The name that the platform shows for the authorised account."""
        told = await self._ask(account, route, "/oauth/userinfo/", {})
        if isinstance(told, Gap):
            return Gap("Profile", told.url, told.reason, told.detail)
        source, data = told
        return Profile(source, AccountState.LIVE, plain(data.get("nickname")), quality="official")

    async def latest(
        self, account: Account, route: FeedRoute, since: datetime | None
    ) -> Feed | Gap:
        """By cursor until `since` is reached or there is no more."""
        posts: list[Post] = []
        source: Source | None = None
        cursor, ended = "0", False
        for _ in range(_PAGES):
            told = await self._ask(account, route, _LISTING, {"cursor": cursor, "count": _COUNT})
            if isinstance(told, Gap):
                if source is None:
                    return told
                break
            source = source or told[0]
            page = tuple(_posts(told[1], self._looking.now()))
            posts += page
            # An empty page does not say that there is no more: a refused visitor gets it, too.
            ended = bool(page) and not told[1].get("has_more")
            cursor = str(told[1].get("cursor", ""))
            reached = oldest(posts)
            if (
                not told[1].get("has_more")
                or not cursor
                or (since and reached and reached <= since)
            ):
                break
        assert source is not None  # noqa: S101 - the loop ran once
        return feed_of(source, posts, "official", since, ended=ended)

    async def interaction(self, account: Account, route: FeedRoute) -> Interaction | Gap:
        """Somebody's comment proves that comments are open."""
        told = await self._ask(account, route, _LISTING, {"cursor": "0", "count": _COUNT})
        if isinstance(told, Gap):
            return Gap("Interaction", told.url, told.reason, told.detail)
        if any(post.counts.get("comments") for post in _posts(told[1], self._looking.now())):
            return Interaction(told[0], comments_open=True, quality="official")
        return silent_way(told[0].url)

    async def _ask(
        self, account: Account, route: FeedRoute, path: str, query: dict[str, Any]
    ) -> tuple[Source, dict[str, Any]] | Gap:
        try:
            platform = self._looking.keys.platform("douyin")
            mine = self._looking.keys.account("douyin", account.handle)
        except KeysError as wrong:
            return Gap("Feed", route.url, GapReason.NO_ROUTE, str(wrong))
        for last in (False, True):
            token = await self._token(platform, mine)
            if isinstance(token, Gap):
                return token
            told = await self._once(platform["base"], path, mine["open_id"], token, query)
            stale = isinstance(told, Gap) and told.detail.startswith("令牌")
            if not stale or last:
                return told
            self._looking.tokens.pop(f"douyin:{mine['open_id']}", None)
        raise AssertionError("unreachable")

    async def _once(
        self, base: str, path: str, open_id: str, token: str, query: dict[str, Any]
    ) -> tuple[Source, dict[str, Any]] | Gap:
        shown = f"{base.rstrip('/')}{path}?{urlencode(query)}"
        url = f"{base.rstrip('/')}{path}?{urlencode({'open_id': open_id, **query})}"
        answer = await self._looking.call(Call(url, shown, (("access-token", token),)))
        data = _data(read_json("Feed", answer), shown)
        return data if isinstance(data, Gap) else (source_of(answer), data)

    async def _token(self, platform: dict[str, str], mine: dict[str, str]) -> str | Gap:
        name = f"douyin:{mine['open_id']}"
        if name in self._looking.tokens:
            return self._looking.tokens[name]
        url = f"{platform['base'].rstrip('/')}/oauth/refresh_token/"
        body = urlencode(
            {
                "client_key": platform.get("client_key", ""),
                "grant_type": "refresh_token",
                "refresh_token": mine.get("refresh_token", ""),
            }
        ).encode()
        form = (("Content-Type", "application/x-www-form-urlencoded"),)
        answer = await self._looking.call(Call(url, url, form, body, kept=False))
        data = _data(read_json("Feed", answer), url)
        if isinstance(data, Gap):
            return data
        token = data.get("access_token")
        if not isinstance(token, str) or not token:
            return Gap("Feed", url, GapReason.UNREADABLE, "没有取得令牌")
        self._looking.tokens[name] = token
        return token


def _data(told: Any, url: str) -> dict[str, Any] | Gap:
    if isinstance(told, Gap):
        return told
    data = dig(told, "data")
    if not isinstance(data, dict):
        return Gap("Feed", url, GapReason.UNREADABLE, "返回的不是约定的结构")
    code = data.get("error_code")
    if not code:
        return data
    if code in _STALE:
        return Gap("Feed", url, GapReason.LOGIN_REQUIRED, f"令牌无效或已过期（{code}）")
    reason, why = _REASONS.get(code, (GapReason.UNREADABLE, "接口返回错误"))
    return Gap("Feed", url, reason, f"{why}（{code}）")


def _posts(data: dict[str, Any], at: datetime) -> Iterator[Post]:
    for one in data.get("list") or ():
        if not isinstance(one, dict) or not one.get("item_id"):
            continue
        if one.get("is_delete"):
            continue
        yield Post(
            id=str(one["item_id"]),
            title=plain(one.get("title")),
            url=str(one.get("share_url") or ""),
            published=stamp_of(one.get("create_time"), at, "create_time"),
            text=plain(one.get("title")),
            pinned=bool(one.get("is_top")),
            kind="video",
            counts=counts_of(
                (
                    ("likes", dig(one, "statistics.digg_count")),
                    ("comments", dig(one, "statistics.comment_count")),
                    ("shares", dig(one, "statistics.share_count")),
                    ("plays", dig(one, "statistics.play_count")),
                )
            ),
        )
