"""One account as its platform knows it: what every wire shape is written from."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from core.clock import BEIJING
from demo.prose import dice
from demo.town import AccountPlan
from demo.wire import Fault, Reply


@dataclass(frozen=True, slots=True)
class Item:
    """One post."""

    number: int
    title: str
    text: str
    at: datetime | None  # None where the platform states no time
    url: str
    pinned: bool = False
    deleted: bool = False  # taken back; only some platforms still list it, marked

    @property
    def epoch(self) -> int:
        """Seconds, as most interfaces write a time; 0 is how they say none."""
        return int(self.at.timestamp()) if self.at else 0

    def written(self, form: str) -> str:
        """The time in Beijing in that form, "" for none."""
        return self.at.astimezone(BEIJING).strftime(form) if self.at else ""


@dataclass(frozen=True, slots=True)
class Shop:
    """A platform's view of one account."""

    plan: AccountPlan
    subject: str  # 认证主体
    items: tuple[Item, ...]
    now: datetime

    @property
    def name(self) -> str:
        """As shown."""
        return self.plan.shown or self.plan.name

    def count(self, item: Item, what: str) -> int:
        """A steady made-up number: reads, likes, comments, shares."""
        top = {"reads": 3000, "plays": 5000, "likes": 90, "comments": 12, "shares": 20}[what]
        return dice(what, self.plan.platform.value, self.plan.handle, item.number).randint(1, top)


def typed(kind: str, text: str, status: int = 200) -> Reply:
    """A reply with its type."""
    return Reply(status, text.encode(), (("Content-Type", f"{kind}; charset=utf-8"),))


def said(value: Any, status: int = 200) -> Reply:
    """JSON."""
    return typed("application/json", json.dumps(value, ensure_ascii=False), status)


def bent(items: tuple[Item, ...], fault: str, now: datetime) -> tuple[Item, ...]:
    """The same posts as a platform lists them that has trouble with its times or its order."""
    if fault == "future":  # the newest says a day that has not come
        return (replace(items[0], at=now + timedelta(days=30)), *items[1:])
    if fault == "untimed":
        return tuple(replace(one, at=None) for one in items)
    if fault == "epoch":  # a program's nought
        return tuple(replace(one, at=datetime(1970, 1, 1, tzinfo=UTC)) for one in items)
    if fault == "pinned_only":
        return (replace(items[-1], pinned=True),)
    if fault == "deleted":
        return (replace(items[0], deleted=True), *items[1:])
    return items


LOGIN_HOST = "passport.media.test"
LOGIN = typed("text/html", "<!DOCTYPE html><title>登录</title><p>请先登录后继续</p>")
CAPTCHA = typed("text/html", "<!DOCTYPE html><title>安全验证</title><p>请完成验证后继续访问</p>")
THROTTLED = Reply(429, b"", (("Content-Type", "text/plain"), ("Retry-After", "0")))


def page(title: str, body: str) -> Reply:
    """HTML; `body` is markup."""
    return typed(
        "text/html", f"<!DOCTYPE html><meta charset=utf-8><title>{escape(title)}</title>{body}"
    )


def trouble(fault: str) -> Reply | None:
    """Troubles that look the same on every platform, whatever it was asked."""
    return {
        "refused": typed("text/html", "<title>403</title>", 403),
        "gone": typed("text/html", "<title>404</title>", 404),
        "html": typed("text/html", "<!DOCTYPE html><title>首页</title><p>欢迎访问</p>"),
        "login_page": LOGIN,
        "bounce": Reply(302, b"", (("Location", f"http://{LOGIN_HOST}/signin"),)),
        "odd": said({"ok": 1, "code": 0, "message": "success", "data": 7, "items": 7}),
        "null": said(None),
        "nested": typed("application/json", "[" * 100_000),
        "slow": Reply(200, b"{}", (("Content-Type", "application/json"),), seconds=60.0),
        "cut": replace(said({"data": "x" * 400}), fault=Fault.PARTIAL),
        "error": Reply(500, b"upstream error", (("Content-Type", "text/plain"),)),
        "captcha": CAPTCHA,
        "throttled": THROTTLED,
        "garbled": typed("application/json", '{"data": [{"title": "'),
    }.get(fault)
