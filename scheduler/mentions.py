"""账号线索: the accounts that a site's pages lead to or name, held against the register. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

from core.dossier import Dossier
from core.facts import (
    AccountMention,
    AccountMentions,
    CodePicture,
    HomePage,
    LinkTarget,
    PageText,
)
from core.gap import Gap, GapReason
from core.snapshot import Source
from core.subject import Account, Platform

_ADDRESSES: tuple[tuple[Platform, re.Pattern[str]], ...] = tuple(
    (platform, re.compile(pattern))
    for platform, pattern in (
        (Platform.WEIBO, r"(?:^|\.)weibo\.(?:com|cn)/(?:u/|n/|p/1005\d\d)?(?P<id>[^/?#]+)/?$"),
        (Platform.DOUYIN, r"(?:^|\.)douyin\.com/user/(?P<id>[^/?#]+)"),
        (Platform.KUAISHOU, r"(?:^|\.)kuaishou\.com/(?:profile|u)/(?P<id>[^/?#]+)"),
        (Platform.TOUTIAO, r"(?:^|\.)toutiao\.com/c/user/(?:token/)?(?P<id>[^/?#]+)"),
        (Platform.BILIBILI, r"^space\.bilibili\.com/(?P<id>\d+)"),
        (Platform.BAIJIAHAO, r"^author\.baidu\.com/home/(?P<id>[^/?#]+)"),
        (Platform.XIAOHONGSHU, r"(?:^|\.)xiaohongshu\.com/user/profile/(?P<id>[^/?#]+)"),
    )
)
_RIDDLES = tuple(
    (platform, re.compile(pattern))
    for platform, pattern in (
        (Platform.CHANNELS, r"weixin\.qq\.com/(?:sph|f)/|channels\.weixin\.qq\.com/"),
        (Platform.MINI_PROGRAM, r"mp\.weixin\.qq\.com/a/~|wxaurl\.cn/"),
        (Platform.WECHAT, r"weixin\.qq\.com/[rq]/|mp\.weixin\.qq\.com/mp/"),
        (Platform.DOUYIN, r"v\.douyin\.com/\w"),
        (Platform.KUAISHOU, r"v\.kuaishou\.com/\w"),
        (Platform.TOUTIAO, r"m\.toutiao\.com/(?:is|profile)/\w"),
        (Platform.BILIBILI, r"b23\.tv/\w"),
        (Platform.XIAOHONGSHU, r"xhslink\.com/\w"),
    )
)
"""Addresses in codes that tell the platform and not the account."""
_NOT_PEOPLE = frozenset({"", "login", "share", "search", "signup", "index", "home", "tv", "hot"})
_WORDS = (
    (Platform.WECHAT, r"(?:政务|官方)?微信(?:公众号|公众平台|订阅号|服务号)|(?:政务|官方)微信"),
    (Platform.WEIBO, r"(?:政务|官方|新浪)微博"),
    (Platform.DOUYIN, r"(?:政务|官方)?抖音号"),
    (Platform.KUAISHOU, r"(?:政务|官方)?快手号"),
    (Platform.CHANNELS, r"(?:微信)?视频号"),
    (Platform.TOUTIAO, r"(?:今日)?头条号"),
)
_NAMED = tuple(
    (platform, re.compile(rf"(?:{words})(?:名称)?\s*[:：]\s*[“\"「]?(?P<name>[\w·]{{2,20}})"))
    for platform, words in _WORDS
)
_PREFIX = re.compile(r"^(?:" + "|".join(words for _, words in _WORDS) + r")\s*[:：]?\s*")
_LABEL = re.compile(
    r"官方|政务|新浪|今日|关注|我们|扫一?扫|扫码|二维码|公众平台|公众号|订阅号|服务号|视频号|微信|微博|抖音|快手|头条|号|[\W_]"
)


def with_mentions(dossier: Dossier, accounts: Sequence[Account]) -> Dossier:
    """The dossier with one fact more; a Gap where the home page was not seen."""
    home = next((fact for fact in dossier.facts if isinstance(fact, HomePage)), None)
    if home is None:
        url = getattr(dossier.subject, "url", "")
        gap = Gap("AccountMentions", url, GapReason.NOT_LOOKED, "首页未能读取")
        return replace(dossier, gaps=(*dossier.gaps, gap))
    if not accounts:
        why = "账号名录为空，无从核对是否备案"
        gap = Gap("AccountMentions", home.source.url, GapReason.NOT_LOOKED, why)
        return replace(dossier, gaps=(*dossier.gaps, gap))
    register = _Register(accounts, dossier.subject.sponsor)
    found: dict[tuple[Platform, str], AccountMention] = {}
    facts = dossier.facts
    for one in (*_linked(facts), *_named(facts, home.source), *_scanned(facts)):
        mention = replace(one, registered=register.knows(one))
        key = (mention.platform, mention.handle or mention.name or mention.url)
        if key not in found or (mention.own_ground and not found[key].own_ground):
            found[key] = mention
    fact = AccountMentions(home.source, tuple(found.values()))
    return replace(dossier, facts=(*dossier.facts, fact))


class _Register:
    """What is filed, by the ways in which a page may call it."""

    def __init__(self, accounts: Sequence[Account], sponsor: str) -> None:
        self._sponsor = _bare(sponsor)
        self._sponsors = {one.platform for one in accounts if one.sponsor == sponsor}
        self._handles = {(one.platform, one.handle.casefold()) for one in accounts}
        self._names = {(one.platform, _bare(one.name)) for one in accounts}
        # A row without an ID cannot be told from a link that shows nothing but an ID.
        self._nameless = {
            one.platform for one in accounts if one.handle == one.name and one.sponsor == sponsor
        }

    def knows(self, one: AccountMention) -> bool:
        if (one.platform, one.handle.casefold()) in self._handles and one.handle:
            return True
        if one.name and (one.platform, _bare(one.name)) in self._names:
            return True
        if one.picture and not one.handle:
            return self._knows_caption(one.platform, _bare(one.name))
        return bool(one.handle) and not one.name and one.platform in self._nameless

    def _knows_caption(self, platform: Platform, caption: str) -> bool:
        """A caption that holds a filed name is that account's. One that names nobody, or only the unit
        itself ("某区微信"), is the unit's own account, where it has filed one there."""
        if any(len(name) > 1 and name in caption for of, name in self._names if of is platform):
            return True
        rest = _LABEL.sub("", caption)
        return platform in self._sponsors and rest in self._sponsor


def _linked(facts: Iterable[object]) -> Iterator[AccountMention]:
    for fact in facts:
        if not isinstance(fact, LinkTarget) or fact.internal:
            continue
        holder = fact.holders[0] if fact.holders else None
        for platform, handle in _owners(fact.source.url):
            yield AccountMention(
                platform,
                handle,
                _name(holder.text) if holder else "",
                fact.source.url,
                holder.page if holder else "",
                False,
                fact.on_home or fact.in_template,
            )


def _owners(url: str) -> Iterator[tuple[Platform, str]]:
    """The account that an address is the home of: platform and handle."""
    parts = urlsplit(url)
    place = f"{(parts.hostname or '').lower()}{parts.path}"
    for platform, pattern in _ADDRESSES:
        found = pattern.search(place)
        if found and found["id"].casefold() not in _NOT_PEOPLE:
            yield platform, unquote(found["id"])


def _scanned(facts: Sequence[object]) -> Iterator[AccountMention]:
    """Accounts behind codes. Where the code is a riddle, its caption is all that there is to go by."""
    ground = {
        fact.source.url: fact.on_home or fact.in_template
        for fact in facts
        if isinstance(fact, LinkTarget) and fact.kind == "picture"
    }
    for fact in facts:
        if not isinstance(fact, CodePicture):
            continue
        for url in fact.says:
            for platform, handle in _behind(url):
                yield AccountMention(
                    platform,
                    handle,
                    "" if handle else fact.words,
                    url,
                    fact.page,
                    False,
                    ground.get(fact.source.url, False),
                    fact.source.url,
                )


def _behind(url: str) -> list[tuple[Platform, str]]:
    """Whose home a code leads to; the handle is "" for a riddle that only the platform can read."""
    if named := list(_owners(url)):
        return named
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if host == "weibo.cn" and parts.path == "/qr/userinfo":  # what its app prints
        return [(Platform.WEIBO, uid) for uid in parse_qs(parts.query).get("uid", ())[:1]]
    return [(platform, "") for platform, riddle in _RIDDLES if riddle.match(host + parts.path)][:1]


def _named(facts: Iterable[object], home: Source) -> Iterator[AccountMention]:
    """Names in words: of the home page only, where a site speaks of its own accounts."""
    for fact in facts:
        if isinstance(fact, PageText) and fact.kind == "page" and fact.source.url == home.url:
            for platform, pattern in _NAMED:
                for found in pattern.finditer(fact.text):
                    yield AccountMention(
                        platform, "", found["name"], "", fact.source.url, False, True
                    )


def _name(text: str) -> str:
    """The account's name in a link's words, "" where they only say of which kind it is."""
    return _PREFIX.sub("", text.strip()) if _LABEL.sub("", text) else ""


def _bare(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if unicodedata.category(c) not in ("Zs", "Cf", "Cc"))
