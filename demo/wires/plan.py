"""One account as its platform knows it: what every wire shape is written from."""

import json
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from demo.prose import dice
from demo.town import AccountPlan
from demo.wire import Reply


@dataclass(frozen=True, slots=True)
class Item:
    """One post."""

    number: int
    title: str
    text: str
    at: datetime
    url: str
    pinned: bool = False


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


CAPTCHA = typed("text/html", "<!DOCTYPE html><title>安全验证</title><p>请完成验证后继续访问</p>")
THROTTLED = Reply(429, b"", (("Content-Type", "text/plain"), ("Retry-After", "0")))


def page(title: str, body: str) -> Reply:
    """HTML; `body` is markup."""
    return typed(
        "text/html", f"<!DOCTYPE html><meta charset=utf-8><title>{escape(title)}</title>{body}"
    )


def trouble(fault: str) -> Reply | None:
    """Troubles that look the same on every platform."""
    return {
        "error": Reply(500, b"upstream error", (("Content-Type", "text/plain"),)),
        "captcha": CAPTCHA,
        "throttled": THROTTLED,
        "garbled": typed("application/json", '{"data": [{"title": "'),
    }.get(fault)
