"""账号未备案: a site leads its readers to an account that the register does not know.

Why    政务新媒体 are to be filed within days of opening (中山2020: 3 days); notices list 漏报、私开账号 (夏邑2022).
Fails  when the account stands on the home page or in the site's template, and neither its address nor its
       name is registered on that platform. Names in `others` belong to somebody else (人民日报, 新华社 …).
Asks   nobody; the row leaves the confirmation to a person, who knows whose account it is.
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


@check()
def account_unregistered(seen: AccountMentions, params: Params, scene: Scene) -> tuple[Saying, ...]:
    """An article may speak of anybody's account; the site's own furniture speaks of its own."""
    if not seen.mentions:
        return not_applicable("页面上没有发现新媒体账号")
    others = {bare(name) for name in params.others}
    strange = [
        one
        for one in seen.mentions
        if one.own_ground and not one.registered and bare(one.name) not in others
    ]
    return tuple(map(_told, strange)) or PASSED


def _told(one: AccountMention) -> Saying:
    name = one.name or one.handle or one.url
    return Saying(
        Outcome.FAIL,
        f"网站所列{PLATFORM_NAMES[one.platform]}“{name}”未备案",
        f"{one.platform.value}:{one.handle or bare(one.name)}",
        url=one.url or one.page,
        page=one.page,
        quotes=(one.name,) if one.name else (),
    )
