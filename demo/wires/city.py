"""Which platform stands at which host, and how the registry is told to reach it."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from core.subject import FeedRoute
from demo.town import AccountPlan
from demo.wire import Reply, Request
from demo.wires import others, weibo
from demo.wires.plan import LOGIN, LOGIN_HOST, Shop
from demo.wires.wechat import WechatApi

Answer = Callable[[Shop, Request], Reply]

_HOSTS = {
    "weibo": "m.weibo.media.test",
    "wechat": "api.weixin.media.test",
    "douyin_open": "open.douyin.media.test",
    "douyin_page": "www.douyin.media.test",
    "kuaishou": "live.kuaishou.media.test",
    "toutiao": "www.toutiao.media.test",
    "bilibili": "api.bilibili.media.test",
    "page": "page.media.test",
    "store": "store.media.test",
}
_MENUS = "h5.media.test"
_SHAPES: dict[str, Answer] = {
    "weibo": weibo.answer,
    "douyin_page": others.douyin_page,
    "kuaishou": others.kuaishou_page,
    "toutiao": others.toutiao,
    "bilibili": others.bilibili,
    "page": others.account_page,
    "store": others.store,
}
_ROUTES = {
    "weibo": ("weibo_page", "/api/container/getIndex"),
    "wechat": ("wechat_official", "/"),
    "douyin_open": ("douyin_open", "/"),
    "douyin_page": ("douyin_page", "/user/{handle}"),
    "kuaishou": ("kuaishou_page", "/profile/{handle}"),
    "toutiao": ("toutiao_feed", "/api/pc/list/user/feed?category=profile_all&token={handle}"),
    "bilibili": ("bilibili_space", "/x/space/wbi/arc/search?mid={handle}"),
    "page": ("account_page", "/{handle}"),
    "store": ("app_store", "/app/{handle}"),
}
_NAMED = ("value", "token", "mid", "sec_user_id", "principalId")


def route(wire: str, handle: str) -> FeedRoute | None:
    """What the registry says of an account with that wire; None for a wire that is not ours."""
    if wire not in _ROUTES:
        return None
    adapter, path = _ROUTES[wire]
    return FeedRoute(adapter, f"http://{_HOSTS[wire]}{path.format(handle=handle)}")


class Wires:
    """Every platform of the city."""

    def __init__(self, shops: list[Shop]) -> None:
        self._shops: dict[tuple[str, str], Shop] = {}
        for shop in shops:
            for wire in wires_of(shop.plan):
                if wire in _HOSTS:
                    self._shops[(_HOSTS[wire], shop.plan.handle)] = shop
        self._wires = {host: wire for wire, host in _HOSTS.items()}
        self._wechat = WechatApi(self._of("wechat"))
        self._douyin = others.DouyinApi(self._of("douyin_open"))
        self._dead = {
            f"/{shop.plan.handle}/{slug}"
            for shop in shops
            for slug in (*(one.partition(":")[2] for one in shop.plan.menus), "app.apk")
            if slug.startswith("gone") or (slug == "app.apk" and shop.plan.no_download)
        }

    def _of(self, wire: str) -> dict[str, Shop]:
        return {
            handle: shop for (host, handle), shop in self._shops.items() if host == _HOSTS[wire]
        }

    def knows(self, host: str) -> bool:
        """Whether a platform answers for that host."""
        return host in self._wires or host in (_MENUS, LOGIN_HOST)

    def answer(self, request: Request) -> Reply:
        """What the platform says; 404 for an account that it does not know."""
        if request.host == LOGIN_HOST:
            return LOGIN
        if request.host == _MENUS:
            path = urlsplit(request.path).path
            if path in self._dead:
                return Reply(404)
            kind = (
                "application/vnd.android.package-archive" if path.endswith(".apk") else "text/html"
            )
            return Reply(200, b"<title>OK</title><p>OK</p>", (("Content-Type", kind),))
        wire = self._wires[request.host]
        if wire == "wechat":
            return self._wechat.answer(request)
        if wire == "douyin_open":
            return self._douyin.answer(request)
        shop = self._shops.get((request.host, _handle(request)))
        return _SHAPES[wire](shop, request) if shop else Reply(404)


def wires_of(plan: AccountPlan) -> tuple[str, ...]:
    """The first way of reaching an account, and a second where the plan has one."""
    return tuple(filter(None, (plan.wire, plan.also)))


def _handle(request: Request) -> str:
    parts = urlsplit(request.path)
    query = parse_qs(parts.query)
    for name in _NAMED:
        if name in query:
            return query[name][0]
    return parts.path.rpartition("/")[2]
