"""账号线索: the accounts that a site's pages lead to or name, held against the register. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from core.dossier import Dossier
from core.facts import AccountMention, AccountMentions, HomePage, LinkTarget, PageText
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
    r"官方|政务|新浪|今日|关注|我们|扫一?扫|扫码|公众平台|公众号|订阅号|服务号|视频号|微信|微博|抖音|快手|头条|号|[\W_]"
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
    for one in (*_linked(dossier.facts), *_named(dossier.facts, home.source)):
        mention = replace(one, registered=register.knows(one))
        key = (mention.platform, mention.handle or mention.name)
        if key not in found or (mention.own_ground and not found[key].own_ground):
            found[key] = mention
    fact = AccountMentions(home.source, tuple(found.values()))
    return replace(dossier, facts=(*dossier.facts, fact))


class _Register:
    """What is filed, by the ways in which a page may call it."""

    def __init__(self, accounts: Sequence[Account], sponsor: str) -> None:
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
        return bool(one.handle) and not one.name and one.platform in self._nameless


def _linked(facts: Iterable[object]) -> Iterator[AccountMention]:
    for fact in facts:
        if not isinstance(fact, LinkTarget) or fact.internal:
            continue
        parts = urlsplit(fact.source.url)
        place = f"{(parts.hostname or '').lower()}{parts.path}"
        for platform, pattern in _ADDRESSES:
            found = pattern.search(place)
            if not found or found["id"].casefold() in _NOT_PEOPLE:
                continue
            holder = fact.holders[0] if fact.holders else None
            yield AccountMention(
                platform,
                unquote(found["id"]),
                _name(holder.text) if holder else "",
                fact.source.url,
                holder.page if holder else "",
                False,
                fact.on_home or fact.in_template,
            )


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
