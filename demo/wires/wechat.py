"""微信: the open platform's tokens and interfaces. Tokens run out, go wrong, and are counted."""

import hashlib
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from demo.wire import Reply, Request
from demo.wires.plan import Item, Shop, said, trouble

COMPONENT = {
    "appid": "wxcity0000000000",
    "secret": "city-component-secret",
    "ticket": "ticket@@@city",
}
MENUS = "http://h5.media.test"


def appid(handle: str) -> str:
    """What the platform calls the account."""
    return "wx" + hashlib.sha256(handle.encode()).hexdigest()[:16]


def refresh_token(handle: str) -> str:
    """What the owner's authorisation left with the office."""
    return f"refreshtoken@@@{appid(handle)}"


_POSTED = (
    "/cgi-bin/component/api_component_token",
    "/cgi-bin/component/api_authorizer_token",
    "/cgi-bin/component/api_get_authorizer_info",
    "/cgi-bin/stable_token",
    "/cgi-bin/freepublish/batchget",
)


class WechatApi:
    """One third-party platform and the accounts that authorised it."""

    def __init__(self, shops: dict[str, Shop]) -> None:
        self._shops = {appid(handle): shop for handle, shop in shops.items()}
        self._issued: dict[str, int] = {}

    def answer(self, request: Request) -> Reply:
        """By path."""
        path = urlsplit(request.path).path
        if path in _POSTED and request.method != "POST":
            return said({"errcode": 43002, "errmsg": "require POST method"})
        query = {k: v[0] for k, v in parse_qs(urlsplit(request.path).query).items()}
        try:
            body = json.loads(request.body) if request.body else {}
        except ValueError:
            return said({"errcode": 47001, "errmsg": "data format error"})
        if path == "/cgi-bin/component/api_component_token":
            return self._component(body)
        if path.startswith("/cgi-bin/component/"):
            if query.get("component_access_token") != "component-token":
                return said({"errcode": 40001, "errmsg": "invalid credential"})
            return self._for_component(path, body)
        return self._for_account(path, query.get("access_token", ""), body)

    def _component(self, body: dict[str, Any]) -> Reply:
        if body.get("component_appsecret") != COMPONENT["secret"]:
            return said({"errcode": 40125, "errmsg": "invalid appsecret"})
        if body.get("component_verify_ticket") != COMPONENT["ticket"]:
            return said({"errcode": 61006, "errmsg": "component ticket is expired"})
        return said({"component_access_token": "component-token", "expires_in": 7200})

    def _for_component(self, path: str, body: dict[str, Any]) -> Reply:
        shop = self._shops.get(body.get("authorizer_appid", ""))
        if shop is None:
            return said({"errcode": 61003, "errmsg": "component is not authorized by this account"})
        name = body["authorizer_appid"]
        if path.endswith("api_authorizer_token"):
            token = body.get("authorizer_refresh_token")
            if token != refresh_token(shop.plan.handle) or shop.plan.fault == "token_wrong":
                return said({"errcode": 61023, "errmsg": "refresh_token is invalid"})
            self._issued[name] = self._issued.get(name, 0) + 1
            return said(
                {
                    "authorizer_access_token": f"token-{name}-{self._issued[name]}",
                    "expires_in": 7200,
                    "authorizer_refresh_token": token,
                }
            )
        about = {
            "nick_name": shop.name,
            "principal_name": shop.subject,
            "signature": f"{shop.name}，权威发布",
            "account_status": 14 if shop.plan.fault == "closed" else 1,
        }
        return said({"authorizer_info": about, "authorization_info": {"authorizer_appid": name}})

    def _for_account(self, path: str, token: str, body: dict[str, Any]) -> Reply:
        name, _, number = token.removeprefix("token-").rpartition("-")
        shop = self._shops.get(name)
        if shop is None:
            return said({"errcode": 40001, "errmsg": "invalid credential, access_token is invalid"})
        if shop.plan.fault == "closed":
            return said({"errcode": 61003, "errmsg": "component is not authorized by this account"})
        if shop.plan.fault == "token_expired" and number == "1":
            return said({"errcode": 42001, "errmsg": "access_token expired"})
        if shop.plan.fault == "quota":
            return said({"errcode": 45009, "errmsg": "reach max api daily quota limit"})
        if known := trouble(shop.plan.fault):
            return known
        if path == "/cgi-bin/freepublish/batchget":
            return said(_published(shop, int(body.get("offset", 0)), int(body.get("count", 20))))
        if path == "/cgi-bin/get_current_selfmenu_info":
            return said(_menu(shop))
        if path == "/cgi-bin/get_current_autoreply_info":
            replies = int(shop.plan.auto_reply)
            return said({"is_add_friend_reply_open": replies, "is_autoreply_open": replies})
        return said({"errcode": 48001, "errmsg": "api unauthorized"})


def _published(shop: Shop, offset: int, count: int) -> dict[str, Any]:
    """发布 only: what was sent as 群发 is not here."""
    items = () if shop.plan.fault == "empty" else shop.items
    items = tuple(one for one in items if one.number not in shop.plan.mass_sent)
    kept = items[offset : offset + min(count, 20)]
    return {
        "total_count": len(items),
        "item_count": len(kept),
        "item": [
            {
                "article_id": f"{shop.plan.handle}-{one.number}",
                "update_time": one.epoch,
                "content": {"news_item": [_news(shop, one)]},
            }
            for one in kept
        ],
    }


def _news(shop: Shop, one: Item) -> dict[str, Any]:
    return {
        "title": one.title,
        "author": shop.name,
        "digest": one.text[:60],
        "content": f"<section><p>{one.text}</p></section>",
        "url": one.url,
        "need_open_comment": int(shop.plan.comments),
        "only_fans_can_comment": 0,
        "is_deleted": one.deleted,
    }


def _menu(shop: Shop) -> dict[str, Any]:
    """Two buttons and a folder, as offices have them; a dead one where it was planted."""
    if not shop.plan.menus:
        return {"is_menu_open": 0, "selfmenu_info": {"button": []}}
    views = [
        {"type": "view", "name": name, "url": f"{MENUS}/{shop.plan.handle}/{slug}"}
        for name, _, slug in (one.partition(":") for one in shop.plan.menus)
    ]
    folder = {"name": "更多", "sub_button": {"list": views[1:]}}
    talk = {"type": "click", "name": "联系我们", "key": "V1"}
    return {"is_menu_open": 1, "selfmenu_info": {"button": [*views[:1], folder, talk]}}
