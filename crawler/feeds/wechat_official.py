"""微信官方接口: what the account's owner authorised. 发布 only; 群发 is not in it, so others join it.

`freepublish/batchget` page by page; the token is taken once a round and again when it has expired.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from core.facts import AccountState, Feed, Interaction, LinkState, MenuLink, Post, Profile
from core.gap import Gap, GapReason
from core.snapshot import Source
from core.subject import Account, FeedRoute
from crawler.answer import Answer
from crawler.feeds.keys import KeysError
from crawler.feeds.looking import Call, Looking
from crawler.feeds.reading import dig, feed_of, oldest, plain, read_json, source_of, stamp_of

_COUNT, _PAGES = 20, 10
_STALE = frozenset({40001, 40014, 42001})  # the token is wrong or has expired: take another, once
_REASONS = {
    45009: (GapReason.BLOCKED, "接口调用次数已达当日上限"),
    45011: (GapReason.BLOCKED, "接口调用太频繁"),
    48001: (GapReason.LOGIN_REQUIRED, "账号未授权该接口"),
    61003: (GapReason.LOGIN_REQUIRED, "账号未授权给本平台"),
    61023: (GapReason.LOGIN_REQUIRED, "刷新令牌无效，需重新授权"),
    40013: (GapReason.LOGIN_REQUIRED, "AppID 无效"),
    40125: (GapReason.LOGIN_REQUIRED, "密钥无效"),
    40164: (GapReason.BLOCKED, "调用地址不在白名单"),
}
_STATES = {14: AccountState.CLOSED, 16: AccountState.CLOSED, 19: AccountState.CLOSED}


class WechatOfficial:
    """Through a 第三方平台 (refresh_token) or with the account's own appid and secret."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking

    async def probe(self, account: Account, route: FeedRoute) -> Profile | Gap:
        """Name, principal and state. Told to a 第三方平台 only."""
        try:
            platform = self._looking.keys.platform("wechat")
            mine = self._looking.keys.account("wechat", account.handle)
        except KeysError as wrong:
            return Gap("Profile", route.url, GapReason.NO_ROUTE, str(wrong))
        if "component_appid" not in platform:
            return Gap("Profile", route.url, GapReason.NOT_LOOKED, "该授权方式不提供账号资料")
        token = await self._component_token(platform)
        if isinstance(token, Gap):
            return _of("Profile", token)
        body = {"component_appid": platform["component_appid"], "authorizer_appid": mine["appid"]}
        path = "/cgi-bin/component/api_get_authorizer_info"
        told = await self._ask(platform["base"], path, token, body, "component_access_token")
        if isinstance(told, Gap):
            return _of("Profile", told)
        source, said = told
        about = said.get("authorizer_info") or {}
        return Profile(
            source,
            _STATES.get(about.get("account_status", 1), AccountState.LIVE),
            plain(about.get("nick_name")),
            plain(about.get("principal_name")),
            plain(about.get("signature")),
            "official",
        )

    async def latest(
        self, account: Account, route: FeedRoute, since: datetime | None
    ) -> Feed | Gap:
        """发布 back to `since`. Never complete: 群发 is not told."""
        posts: list[Post] = []
        source: Source | None = None
        for page in range(_PAGES):
            body = {"offset": page * _COUNT, "count": _COUNT, "no_content": 0}
            told = await self._as_account(account, route, "/cgi-bin/freepublish/batchget", body)
            if isinstance(told, Gap):
                if source is None:
                    return _of("Feed", told)
                break
            if not isinstance(told[1].get("item"), list):
                if source is None:
                    return Gap("Feed", told[0].url, GapReason.UNREADABLE, "返回的不是约定的结构")
                break
            source = source or told[0]
            new = tuple(_posts(told[1], self._looking.now()))
            posts += new
            reached = oldest(posts)
            done = (page + 1) * _COUNT >= _whole(told[1])
            if not new or done or (since and reached and reached <= since):
                break
        assert source is not None  # noqa: S101 - the loop ran once
        return feed_of(source, posts, "official", since, partial=True)

    async def interaction(self, account: Account, route: FeedRoute) -> Interaction | Gap:
        """The menu with each of its addresses tried, automatic replies, comments."""
        menu = await self._as_account(account, route, "/cgi-bin/get_current_selfmenu_info", None)
        if isinstance(menu, Gap):
            return _of("Interaction", menu)
        source, said = menu
        listed = _buttons(dig(said, "selfmenu_info.button")) if said.get("is_menu_open") else ()
        buttons = [
            # A button without an address answers inside WeChat; there is nothing to open.
            await self._looking.link(name, url) if url else MenuLink(name, "", LinkState.EXCLUDED)
            for name, url in listed
        ]
        replies = await self._as_account(
            account, route, "/cgi-bin/get_current_autoreply_info", None
        )
        auto = None
        if not isinstance(replies, Gap):
            auto = any(
                replies[1].get(name) for name in ("is_add_friend_reply_open", "is_autoreply_open")
            )
        return Interaction(
            source, tuple(buttons), await self._comments(account, route), auto, None, "official"
        )

    async def _comments(self, account: Account, route: FeedRoute) -> bool | None:
        body = {"offset": 0, "count": _COUNT, "no_content": 1}
        told = await self._as_account(account, route, "/cgi-bin/freepublish/batchget", body)
        if isinstance(told, Gap):
            return None
        open_ = [one.get("need_open_comment") for _, one in _news(told[1])]
        return None if not open_ or None in open_ else any(open_)

    async def _as_account(
        self, account: Account, route: FeedRoute, path: str, body: Any
    ) -> tuple[Source, dict[str, Any]] | Gap:
        """Ask with the account's token, and once more with a new one where it had gone stale."""
        try:
            platform = self._looking.keys.platform("wechat")
            mine = self._looking.keys.account("wechat", account.handle)
        except KeysError as wrong:
            return Gap("Feed", route.url, GapReason.NO_ROUTE, str(wrong))
        for last in (False, True):
            token = await self._token(platform, mine)
            if isinstance(token, Gap):
                return token
            told = await self._ask(platform["base"], path, token, body, "access_token")
            stale = isinstance(told, Gap) and told.detail.startswith("令牌")
            if not stale or last:
                return told
            self._looking.tokens.pop(f"wechat:{mine['appid']}", None)
        raise AssertionError("unreachable")

    async def _token(self, platform: dict[str, str], mine: dict[str, str]) -> str | Gap:
        name = f"wechat:{mine['appid']}"
        if name in self._looking.tokens:
            return self._looking.tokens[name]
        if "secret" in mine:
            path, key, with_ = "/cgi-bin/stable_token", "access_token", ""
            body = {
                "grant_type": "client_credential",
                "appid": mine["appid"],
                "secret": mine["secret"],
            }
        else:
            component = await self._component_token(platform)
            if isinstance(component, Gap):
                return component
            path, key, with_ = (
                "/cgi-bin/component/api_authorizer_token",
                "authorizer_access_token",
                component,
            )
            body = {
                "component_appid": platform["component_appid"],
                "authorizer_appid": mine["appid"],
                "authorizer_refresh_token": mine["refresh_token"],
            }
        return await self._take(platform["base"], path, body, key, name, with_)

    async def _component_token(self, platform: dict[str, str]) -> str | Gap:
        name = "wechat:component"
        if name in self._looking.tokens:
            return self._looking.tokens[name]
        body = {
            "component_appid": platform["component_appid"],
            "component_appsecret": platform.get("component_secret", ""),
            "component_verify_ticket": platform.get("verify_ticket", ""),
        }
        path = "/cgi-bin/component/api_component_token"
        return await self._take(platform["base"], path, body, "component_access_token", name, "")

    async def _take(
        self, base: str, path: str, body: Any, key: str, name: str, with_: str
    ) -> str | Gap:
        told = await self._ask(base, path, with_, body, "component_access_token", kept=False)
        if isinstance(told, Gap):
            return told
        token = told[1].get(key)
        if not isinstance(token, str) or not token:
            return Gap("Feed", base + path, GapReason.UNREADABLE, "没有取得令牌")
        self._looking.tokens[name] = token
        return token

    async def _ask(
        self, base: str, path: str, token: str, body: Any, parameter: str, *, kept: bool = True
    ) -> tuple[Source, dict[str, Any]] | Gap:
        url = f"{base.rstrip('/')}{path}"
        full = f"{url}?{parameter}={token}" if token else url
        data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        answer: Answer = await self._looking.call(
            Call(full, url, (("Content-Type", "application/json"),), data, kept)
        )
        told = read_json("Feed", answer)
        if isinstance(told, Gap):
            return told
        if not isinstance(told, dict):
            return Gap("Feed", url, GapReason.UNREADABLE, "返回的不是约定的结构")
        if code := told.get("errcode"):
            if code in _STALE:
                return Gap("Feed", url, GapReason.LOGIN_REQUIRED, f"令牌无效或已过期（{code}）")
            reason, why = _REASONS.get(code, (GapReason.UNREADABLE, "接口返回错误"))
            return Gap("Feed", url, reason, f"{why}（{code}）")
        return source_of(answer), told


def _of(of: str, gap: Gap) -> Gap:
    return Gap(of, gap.url, gap.reason, gap.detail)


def _news(told: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each publishing and each of its articles."""
    for item in told.get("item") or ():
        for one in dig(item, "content.news_item") or ():
            if isinstance(one, dict) and not one.get("is_deleted"):
                yield item, one


def _posts(told: dict[str, Any], at: datetime) -> Iterator[Post]:
    for item in told.get("item") or ():
        mine = [one for it, one in _news({"item": [item]})]
        for number, one in enumerate(mine, 1):
            yield Post(
                id=f"{item.get('article_id', '')}:{number}",
                title=plain(one.get("title")),
                url=str(one.get("url") or ""),
                published=stamp_of(item.get("update_time"), at, "update_time"),
                text=plain(one.get("content") or one.get("digest")),
                original=None,
            )


def _whole(told: dict[str, Any]) -> int:
    total = told.get("total_count")
    return total if isinstance(total, int) else 0


def _buttons(buttons: Any) -> Iterator[tuple[str, str]]:
    """Leaves of the menu: name and address, "" for one that answers inside WeChat."""
    for one in buttons or ():
        if not isinstance(one, dict):
            continue
        if inner := dig(one, "sub_button.list"):
            yield from _buttons(inner)
        else:
            yield plain(one.get("name")), str(one.get("url") or "")
