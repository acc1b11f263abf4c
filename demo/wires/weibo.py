"""微博: getIndex cards. Times as the page writes them: 刚刚, 5分钟前, 昨天 08:10, 03-15, ctime with its zone."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from core.clock import BEIJING, beijing_day
from demo.wire import Reply, Request
from demo.wires.plan import Item, Shop, said, trouble

PER_PAGE = 3
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def answer(shop: Shop, request: Request) -> Reply:
    """The user's card, or a page of posts."""
    fault = shop.plan.fault
    if known := trouble(fault):
        return known
    if fault == "login":
        return said({"ok": -100, "url": "https://passport.weibo.test/signin"})
    if fault == "closed":
        return said({"ok": 0, "msg": "用户不存在"})
    asked = parse_qs(urlsplit(request.path).query)
    if asked["containerid"][0].startswith("100505"):
        return said({"ok": 1, "data": {"userInfo": _user(shop)}})
    number = int(asked.get("page", ["1"])[0])
    kept = (
        ()
        if fault in ("empty", "never")
        else shop.items[(number - 1) * PER_PAGE : number * PER_PAGE]
    )
    if not kept:
        return said({"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}})
    cards = [{"card_type": 9, "mblog": _blog(shop, one)} for one in kept]
    total = len(shop.plan.ages)
    return said({"ok": 1, "data": {"cardlistInfo": {"total": total}, "cards": cards}})


def _user(shop: Shop) -> dict[str, Any]:
    return {
        "id": int(shop.plan.handle),
        "screen_name": shop.name,
        "verified": True,
        "verified_type": 3,
        "verified_reason": f"{shop.subject}官方微博",
        "description": f"{shop.name}，欢迎关注",
        "followers_count": "1.2万",
        "statuses_count": 0 if shop.plan.fault == "never" else len(shop.plan.ages),
    }


def _blog(shop: Shop, item: Item) -> dict[str, Any]:
    blog: dict[str, Any] = {
        "id": f"49{shop.plan.handle}{item.number:03}",
        "bid": f"N{item.number:05}",
        "created_at": _written(shop, item),
        "text": f"<span>{item.title}</span><br />{item.text}",
        "reposts_count": shop.count(item, "shares"),
        "comments_count": shop.count(item, "comments"),
        "attitudes_count": shop.count(item, "likes"),
    }
    if item.deleted:
        blog["deleted"] = "1"
    if item.pinned:
        blog |= {"isTop": 1, "mblogtype": 2, "title": {"text": "置顶"}}
    return blog


def _written(shop: Shop, item: Item) -> str:
    """Each age in its own style, as the page has written them over the years."""
    if item.at is None:
        return ""
    at, now = item.at.astimezone(BEIJING), shop.now.astimezone(BEIJING)
    days = (beijing_day(shop.now) - beijing_day(item.at)).days
    if timedelta(0) <= now - at < timedelta(minutes=1):
        return "刚刚"
    if timedelta(0) <= now - at < timedelta(hours=1):
        return f"{int((now - at).total_seconds() // 60)}分钟前"
    if days == 1:
        return f"昨天 {at:%H:%M}"
    if days >= 0 and at.year == now.year and item.number % 2:
        return f"{at:%m-%d}"
    return _ctime(at)


def _ctime(at: datetime) -> str:
    """Tue Mar 31 08:10:00 +0800 2026, in English whatever the machine speaks."""
    return f"{_DAYS[at.weekday()]} {_MONTHS[at.month - 1]} {at:%d %H:%M:%S} +0800 {at.year}"
