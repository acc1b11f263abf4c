"""账号未备案: a site leads its readers to an account that the register does not know.

Why    政务新媒体 are to be filed within days of opening (中山2020: 3 days); notices list 漏报、私开账号 (夏邑2022).
Fails  when the account stands on the home page or in the site's template, as a link, by name or behind a
       二维码 that leads to it, and neither its address nor its name is registered on that platform. Names in
       `others` belong to somebody else (人民日报, 新华社 …).
Asks   when a 二维码 does not name its account (微信 gives a riddle) and nothing filed fits its caption: a
       person scans it.
"""

from dataclasses import dataclass

from checks.media.bare import bare
from checks.registry import PASSED, Saying, check, not_applicable
from core.dossier import Scene
from core.facts import AccountMention, AccountMentions
from core.result import Outcome
from core.subject import PLATFORM_NAMES


@dataclass(frozen=True, slots=True)
class Params:
    """`others`: names of accounts that are nobody's here."""

    others: tuple[str, ...]


@check(version=2)
def account_unregistered(seen: AccountMentions, params: Params, scene: Scene) -> tuple[Saying, ...]:
    """An article may speak of anybody's account; the site's own furniture speaks of its own."""
    if not seen.mentions:
        return not_applicable("页面上没有发现新媒体账号")
    others = {bare(name) for name in params.others}
    strange = [
        one
        for one in seen.mentions
        if one.own_ground and not one.registered and not _is_others(one, others)
    ]
    return tuple(map(_told, strange)) or PASSED


def _is_others(one: AccountMention, others: set[str]) -> bool:
    name = bare(one.name)
    riddle = one.picture and not one.handle  # then `name` is a caption, and may say more
    return any(other in name for other in others) if riddle else name in others


def _told(one: AccountMention) -> Saying:
    if one.picture and not one.handle:
        return _unread(one)
    name = one.name or one.handle or one.url
    return Saying(
        Outcome.FAIL,
        f"网站所列{PLATFORM_NAMES[one.platform]}“{name}”未备案",
        f"{one.platform.value}:{one.handle or bare(one.name)}",
        url=one.url or one.page,
        page=one.page,
        quotes=(one.name,) if one.name else (),
    )


def _unread(one: AccountMention) -> Saying:
    """The code tells its platform only."""
    beside = f"旁注“{one.name}”，" if one.name else ""
    return Saying(
        Outcome.REVIEW,
        f"网站所列{PLATFORM_NAMES[one.platform]}二维码（{beside}名录中没有对应的账号），请扫码核对是哪个账号",
        f"{one.platform.value}:{one.url}",
        url=one.url,
        page=one.page,
        locator=f"img[src] {one.picture}",
        quotes=(one.name,) if one.name else (),
    )
