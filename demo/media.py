"""New media as data: every account's feed, as its platform would hand it out."""

import json
from datetime import datetime, time, timedelta
from email.utils import format_datetime
from html import escape

from core.clock import BEIJING, beijing_day
from core.subject import Account, ColumnKind, FeedRoute
from demo.prose import Voice, paragraphs, theme
from demo.town import AccountPlan, Town
from demo.wire import Reply
from demo.wires import route
from demo.wires.city import wires_of
from demo.wires.plan import Item, Shop, bent, trouble

HOST = "feeds.media.test"
_MORNING = time(8, 10)  # before the default monitoring point's hour: day 14 is day 14 all the same
_ISO = "%Y-%m-%dT%H:%M:%S+08:00"
_SUFFIX = {"rss": "xml", "atom": "atom", "json": "json"}


def feed_path(plan: AccountPlan) -> str:
    """Where the account's feed stands; "" for an account that has none."""
    suffix = next((_SUFFIX[wire] for wire in wires_of(plan) if wire in _SUFFIX), "")
    return f"/{plan.platform.value}/{plan.handle}.{suffix}" if suffix else ""


def routes(plan: AccountPlan) -> tuple[FeedRoute, ...]:
    """Every way to reach the account, the first one first."""
    feed = FeedRoute("feed", f"http://{HOST}{feed_path(plan)}")
    ways = (feed if wire in _SUFFIX else route(wire, plan.handle) for wire in wires_of(plan))
    return tuple(way for way in ways if way)


def shops(town: Town, as_of: datetime) -> tuple[Shop, ...]:
    """The town's accounts as their platforms know them."""
    return tuple(
        Shop(plan, plan.subject or town.site.sponsor, _listed(town, plan, as_of), as_of)
        for plan in town.accounts
    )


def account(town: Town, plan: AccountPlan) -> Account:
    """The account as the registry knows it."""
    site = town.site
    return Account(
        plan.platform,
        plan.handle,
        plan.name,
        sponsor=site.sponsor,
        supervisor=site.supervisor,
        region=town.region.code,
        state=plan.state,
        routes=routes(plan),
    )


def _listed(town: Town, plan: AccountPlan, as_of: datetime) -> tuple[Item, ...]:
    return bent(items(town, plan, as_of), plan.fault, as_of)


def items(town: Town, plan: AccountPlan, as_of: datetime) -> tuple[Item, ...]:
    """Posts in the order in which the platform lists them."""
    voice = Voice(town.region.name, town.site.sponsor, town.site.places, town.site.topics)
    taken: set[str] = set()
    found = []
    for number, age in enumerate(plan.ages, 1):
        day = beijing_day(as_of) - timedelta(days=age)
        seed = (plan.platform.value, plan.handle, number)
        about = theme(voice, ColumnKind.NEWS, day.year, taken, *seed)
        text = "".join(paragraphs(about, ColumnKind.NEWS, *seed)[:2])
        pinned = plan.pinned and number == 1
        if plan.words and number == 1:
            text = f"{text}{plan.words}"
        at = datetime.combine(day, _MORNING, BEIJING) + timedelta(minutes=number % 40)
        url = f"http://{HOST}/{plan.platform.value}/{plan.handle}/{number}.html"
        found.append(Item(number, about.title, text, at, url, pinned))
    return tuple(found)


def pages(town: Town, as_of: datetime) -> dict[str, Reply]:
    """Every feed and post page of one town's accounts by path."""
    found: dict[str, Reply] = {}
    for plan in town.accounts:
        if path := feed_path(plan):
            found[path] = _feed(plan, _listed(town, plan, as_of))
        for one in items(town, plan, as_of):
            found[f"/{plan.platform.value}/{plan.handle}/{one.number}.html"] = _post(one)
    return found


def _post(one: Item) -> Reply:
    title = escape(one.title)
    page = f"<!DOCTYPE html><meta charset=utf-8><title>{title}</title><h1>{title}</h1>"
    return _typed("text/html", f"{page}<p>{escape(one.text)}</p>")


def _feed(plan: AccountPlan, posts: tuple[Item, ...]) -> Reply:
    if plan.fault == "garbled" and plan.wire != "json":
        return _typed("application/rss+xml", "<rss><channel><title>")
    if known := trouble(plan.fault):
        return known
    shown = plan.shown or plan.name
    kept = () if plan.fault == "empty" else tuple(one for one in posts if not one.deleted)
    if plan.wire == "json":
        return _typed("application/feed+json", _json(plan, shown, kept))
    if plan.wire == "atom":
        return _typed("application/atom+xml", _atom(plan, shown, kept))
    return _typed("application/rss+xml", _rss(plan, shown, kept))


def _typed(kind: str, text: str) -> Reply:
    return Reply(200, text.encode(), (("Content-Type", f"{kind}; charset=utf-8"),))


def _home(plan: AccountPlan) -> str:
    return f"http://{HOST}/{plan.platform.value}/{plan.handle}"


def _rss(plan: AccountPlan, shown: str, posts: tuple[Item, ...]) -> str:
    rows = "".join(
        f"<item><title>{escape(one.title)}</title><link>{one.url}</link>"
        f'<guid isPermaLink="false">{plan.handle}-{one.number}</guid>'
        f"<pubDate>{format_datetime(one.at) if one.at else ''}</pubDate>"
        f"<description>{escape(one.text)}</description></item>"
        for one in posts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>{escape(shown)}</title><link>{_home(plan)}</link>"
        f"<description>{escape(shown)}</description>{rows}</channel></rss>"
    )


def _atom(plan: AccountPlan, shown: str, posts: tuple[Item, ...]) -> str:
    rows = "".join(
        f"<entry><id>tag:{HOST},2026:{plan.handle}-{one.number}</id><title>{escape(one.title)}</title>"
        f'<link href="{one.url}"/><published>{one.written(_ISO)}</published>'
        f"<updated>{one.written(_ISO)}</updated><summary>{escape(one.text)}</summary></entry>"
        for one in posts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{_home(plan)}</id><title>{escape(shown)}</title>{rows}</feed>"
    )


def _json(plan: AccountPlan, shown: str, posts: tuple[Item, ...]) -> str:
    rows = [
        {
            "id": f"{plan.handle}-{one.number}",
            "url": one.url,
            "title": one.title,
            "content_text": one.text,
            "date_published": one.written(_ISO),
        }
        for one in posts
    ]
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": shown,
            "home_page_url": _home(plan),
            "items": rows,
        },
        ensure_ascii=False,
    )
