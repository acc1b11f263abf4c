"""抖音、快手、头条、B站、账号主页、应用商店: one function a shape."""

import hashlib
import json
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from demo.wire import Reply, Request
from demo.wires.plan import Item, Shop, page, said, trouble

CLIENT = {"key": "city-client", "secret": "city-client-secret"}


def open_id(handle: str) -> str:
    """What the platform calls the account to this application."""
    return hashlib.sha256(handle.encode()).hexdigest()[:24]


class DouyinApi:
    """抖音开放平台: refresh_token, userinfo, video_list."""

    def __init__(self, shops: dict[str, Shop]) -> None:
        self._shops = {open_id(handle): shop for handle, shop in shops.items()}
        self._issued: dict[str, int] = {}

    def answer(self, request: Request) -> Reply:
        """By path; the token stands in a header."""
        parts = urlsplit(request.path)
        if parts.path == "/oauth/refresh_token/":
            if request.method != "POST":
                return Reply(405)
            form = {k: v[0] for k, v in parse_qs(request.body.decode()).items()}
            return self._refresh(form)
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        name = query.get("open_id", "")
        shop = self._shops.get(name)
        token = request.headers.get("access-token", "")
        if shop is None or not token.startswith(f"act.{name}."):
            return _douyin({"error_code": 2190002, "description": "access_token无效"})
        if shop.plan.fault == "token_expired" and token.endswith(".1"):
            return _douyin({"error_code": 2190008, "description": "access_token过期"})
        if shop.plan.fault == "quota":
            return _douyin({"error_code": 28001003, "description": "请求过于频繁"})
        if known := trouble(shop.plan.fault):
            return known
        if parts.path == "/oauth/userinfo/":
            return _douyin({"error_code": 0, "nickname": shop.name, "open_id": name})
        return self._list(shop, int(query.get("cursor", "0")), int(query.get("count", "20")))

    def _refresh(self, form: dict[str, str]) -> Reply:
        token = form.get("refresh_token", "")
        name = token.removeprefix("rft.")
        shop = self._shops.get(name)
        if form.get("client_key") != CLIENT["key"]:
            return _douyin({"error_code": 10013, "description": "client_key不正确"})
        if shop is None or shop.plan.fault == "token_wrong":
            return _douyin({"error_code": 10010, "description": "refresh_token已过期"})
        self._issued[name] = self._issued.get(name, 0) + 1
        access = f"act.{name}.{self._issued[name]}"
        return _douyin({"error_code": 0, "access_token": access, "expires_in": 1296000})

    def _list(self, shop: Shop, cursor: int, count: int) -> Reply:
        items = () if shop.plan.fault == "empty" else shop.items
        kept = items[cursor : cursor + min(count, 4)]
        videos = [
            {
                "item_id": f"@{shop.plan.handle}{one.number}",
                "title": one.title,
                "create_time": one.epoch,
                "is_top": one.pinned,
                "is_delete": one.deleted,
                "share_url": one.url,
                "statistics": {
                    "digg_count": shop.count(one, "likes"),
                    "comment_count": shop.count(one, "comments"),
                    "share_count": shop.count(one, "shares"),
                    "play_count": shop.count(one, "plays"),
                },
            }
            for one in kept
        ]
        more = cursor + len(kept) < len(items) or _holds_back(shop, cursor)
        data = {"error_code": 0, "list": videos, "cursor": cursor + len(kept), "has_more": more}
        return _douyin(data)


def _douyin(data: dict[str, Any]) -> Reply:
    return said({"data": data, "extra": {"error_code": data["error_code"], "logid": "city"}})


def douyin_page(shop: Shop, request: Request) -> Reply:
    """A page whose script asks for its list, as the web player does."""
    fault, asks_page = shop.plan.fault, "/aweme/v1/web/aweme/post/" not in request.path
    if fault == "captcha":
        return page("验证码中间页", "<p>请拖动滑块完成验证</p>")
    if known := None if asks_page and fault in _OF_LISTS else trouble(fault):
        return known
    if fault == "closed" and not asks_page:
        return said({"status_code": 8, "status_msg": "用户已注销", "aweme_list": None})
    if asks_page:
        api = f"/aweme/v1/web/aweme/post/?sec_user_id={shop.plan.handle}&count=18"
        return page(f"{shop.name}的抖音", _script(api))
    author = {"nickname": shop.name, "enterprise_verify_reason": shop.subject, "signature": ""}
    works = [
        {
            "aweme_id": f"7{one.number:018}",
            "desc": one.title,
            "create_time": one.epoch,
            "is_top": int(one.pinned),
            "share_url": one.url,
            "author": author,
            "statistics": {"digg_count": shop.count(one, "likes"), "comment_count": 3},
        }
        for one in _shown(shop)
    ]
    return said({"status_code": 0, "aweme_list": works, "has_more": 0, "max_cursor": 0})


def kuaishou_page(shop: Shop, request: Request) -> Reply:
    """As above; the list has no times."""
    fault, asks_page = shop.plan.fault, "/live_api/profile/public" not in request.path
    if known := None if asks_page and fault in _OF_LISTS else trouble(fault):
        return known
    if fault == "closed" and not asks_page:
        return said({"data": {"result": 21, "error_msg": "用户已注销", "list": []}})
    if asks_page:
        return page(shop.name, _script(f"/live_api/profile/public?principalId={shop.plan.handle}"))
    works = [
        {
            "id": f"3x{one.number:08}",
            "caption": one.title,
            "author": {"id": shop.plan.handle, "name": shop.name},
            "likeCount": str(shop.count(one, "likes")),
            "viewCount": "1.3万",
        }
        for one in _shown(shop)
    ]
    return said({"data": {"result": 1, "list": works, "pcursor": "no_more"}})


_OF_LISTS = frozenset({"odd", "null", "nested", "garbled", "cut"})
"""Troubles of an interface: the page whose script asks it opens all the same."""


def _shown(shop: Shop) -> tuple[Item, ...]:
    if shop.plan.fault in ("empty", "never"):
        return ()
    return tuple(one for one in shop.items if not one.deleted)


def _holds_back(shop: Shop, start: int) -> bool:
    """It shows what is pinned, says that there is more, and gives none of it."""
    return shop.plan.fault == "pinned_only" and start == 0


def _script(api: str) -> str:
    return (
        '<div id="list"></div><script>setTimeout(function(){fetch('
        + json.dumps(api)
        + ").then(function(r){return r.json()}).then(function(d){"
        'document.getElementById("list").textContent=JSON.stringify(d).length})},300)</script>'
    )


def toutiao(shop: Shop, request: Request) -> Reply:
    """Two a page, onward by max_behot_time."""
    if known := trouble(shop.plan.fault):
        return known
    if shop.plan.fault == "closed":
        return said({"message": "error", "data": {"description": "用户不存在"}})
    asked = parse_qs(urlsplit(request.path).query)
    start = int(asked.get("max_behot_time", ["0"])[0])
    kept = _shown(shop)[start : start + 4]
    rows = [
        {
            "group_id": f"72{one.number:016}",
            "title": one.title,
            "abstract": one.text,
            "publish_time": one.epoch,
            "share_url": one.url,
            "is_stick": one.pinned,
            "read_count": shop.count(one, "reads"),
            "like_count": shop.count(one, "likes"),
            "comment_count": shop.count(one, "comments"),
            "user": {"name": shop.name, "verified_content": shop.subject},
        }
        for one in kept
    ]
    more = (start + len(kept) < len(_shown(shop)) and bool(kept)) or _holds_back(shop, start)
    onward = {"max_behot_time": start + len(kept)}
    return said({"message": "success", "data": rows, "has_more": more, "next": onward})


def bilibili(shop: Shop, request: Request) -> Reply:
    """The newest page; counts everything there is."""
    if shop.plan.fault == "throttled":
        return said({"code": -412, "message": "请求被拦截", "data": None}, 412)
    if known := trouble(shop.plan.fault):
        return known
    if shop.plan.fault == "closed":
        return said({"code": -404, "message": "啥都木有"})
    items = _shown(shop)
    rows = [
        {
            "aid": 900000 + one.number,
            "bvid": f"BV1city{one.number:04}",
            "title": one.title,
            "description": one.text,
            "created": one.epoch,
            "author": shop.name,
            "play": shop.count(one, "plays"),
            "comment": shop.count(one, "comments"),
        }
        for one in items
    ]
    count = len(shop.items) if shop.plan.fault == "empty" else len(rows)
    data = {"list": {"vlist": rows}, "page": {"pn": 1, "ps": 30, "count": count}}
    return said({"code": 0, "message": "0", "data": data})


def account_page(shop: Shop, request: Request) -> Reply:
    """A public account page in plain HTML."""
    if known := trouble(shop.plan.fault):
        return known
    if shop.plan.fault == "closed":
        return page("提示", "<p class=tip>该账号已注销</p><p>账号已注销</p>")
    if shop.plan.fault == "login":
        return page(shop.name, "<p>请登录后查看</p>")
    rows = "".join(
        f"<li>{'<span class=pinned>置顶</span>' if one.pinned else ''}"
        f'<a class="title" href="{one.url}">{escape(one.title)}</a>'
        f"<time>{one.written('%Y-%m-%d %H:%M')}</time>"
        f'<p class="summary">{escape(one.text)}</p>'
        f'<span class="reads">{shop.count(one, "reads")}</span></li>'
        for one in _shown(shop)
    )
    menus = "".join(
        f'<a href="http://h5.media.test/{shop.plan.handle}/{slug}">{name}</a>'
        for name, _, slug in (one.partition(":") for one in shop.plan.menus)
    )
    return page(
        shop.name,
        f'<h1 class="name">{escape(shop.name)}</h1><span class="subject">{escape(shop.subject)}</span>'
        f'<nav class="menu">{menus}</nav><ul class="articles">{rows}</ul>',
    )


def store(shop: Shop, request: Request) -> Reply:
    """An app's page in a store: versions, and a button that should load a package."""
    if known := trouble(shop.plan.fault):
        return known
    if shop.plan.fault == "closed":
        return page("提示", "<p>应用已下架</p>")
    versions = "".join(
        f'<li><b class="version">{len(shop.items) - n}.0</b>'
        f"<time>{one.written('%Y-%m-%d')}</time>"
        f'<p class="changes">{escape(one.title)}</p></li>'
        for n, one in enumerate(_shown(shop))
    )
    return page(
        shop.name,
        f'<h1 class="app">{escape(shop.name)}</h1><span class="developer">{escape(shop.subject)}</span>'
        f'<a class="download" href="http://h5.media.test/{shop.plan.handle}/app.apk">下载</a>'
        f'<ol class="versions">{versions}</ol>',
    )
