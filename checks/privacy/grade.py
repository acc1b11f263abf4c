"""What a page's leaks amount to: counted as 起, 人 and 条, and on five levels. People are told apart by
a keyed digest; no name or number leaves in clear.
"""

import hashlib
import hmac
import re
from collections.abc import Collection, Sequence

from checks.privacy.leak import Clear, Leak, LeakType, Severity
from core.exposure import Exposure, Level

_PAPERS = frozenset({LeakType.ID, LeakType.BANK, LeakType.PASSPORT})
_GRAVE = frozenset({LeakType.ID, LeakType.BANK})
_OWN = frozenset({LeakType.EMAIL, LeakType.PLATE, LeakType.IM})
_LIGHT = _OWN | {LeakType.MOBILE}
_MANY, _MASSES, _SICK, _SEVERAL = 50, 500, 50, 5


def exposure(leaks: Collection[Leak], words: str = "") -> Exposure | None:
    """One page's leaks as a notice counts them, None without any. `words` are its title and opening."""
    level = level_of(
        leaks, vulnerable=bool(_VULNERABLE.search(words)), statutory=bool(_STATUTORY.search(words))
    )
    if level is None:
        return None
    own = [leak for leak in leaks if leak.severity > Severity.LOW or leak.type in _OWN]
    counted = own or list(leaks)  # an official's duty phone beside a leak is no more of it
    keys = sorted({leak.person_key for leak in counted if leak.person_key})
    people, fields = len(set(_people(counted))), sum(leak.count for leak in counted)
    return Exposure(level, people, fields, tuple(keys[:_KEPT]))


def person_keys(leaks: Sequence[Leak], key: bytes) -> list[str]:
    """Who each leak is said of, as a digest under a key that is kept outside the database."""
    told = (
        who.mac(key) if isinstance(who, Clear) else _named_mac(who, key) for who in _people(leaks)
    )
    return [digest[:_SHORT] for digest in told]


_KEPT = 500  # beyond it the level is the gravest anyway
_SHORT = 16
_VULNERABLE = re.compile(
    r"低保|特困|残疾|精神(?!文明)|艾滋|孤儿|未成年|留守|妇幼|孕产|救助对象|临时救助"
)
_STATUTORY = re.compile(r"行政处罚|行政许可|双公示|失信被执行人")


def level_of(
    leaks: Collection[Leak],
    *,
    vulnerable: bool = False,
    statutory: bool = False,
    days_online: int = 0,
) -> Level | None:
    """The level of one page, None without leaks. `vulnerable`: 低保、残疾、精神、艾滋、妇幼 are whom it
    lists; `statutory`: a section in which publishing is a duty; both move it by one."""
    sure = [leak for leak in leaks if leak.severity >= Severity.HIGH]
    if not leaks:
        return None
    level = _plain_level(leaks, sure)
    raised = any(leak.hidden for leak in sure) or vulnerable or days_online > _YEAR
    moved = level + (1 if raised and sure else 0) - (1 if statutory else 0)
    return Level(min(Level.EXTREME, max(Level.HINT, moved)))


_YEAR = 365


def _plain_level(leaks: Collection[Leak], sure: Collection[Leak]) -> Level:
    with_papers = _named(sure, _GRAVE)
    sick = _named(sure, {LeakType.MEDICAL})
    joined = _joined(sure)
    if with_papers >= _MASSES or (sick >= _SICK and with_papers):
        return Level.EXTREME
    if with_papers >= _MANY or joined >= _SEVERAL or sick:
        return Level.SEVERE
    if any(leak.type in _PAPERS | {LeakType.ADDR, LeakType.SOCIAL} for leak in sure):
        return Level.MAJOR
    if sure or any(leak.severity is Severity.SUSPECT or leak.type in _LIGHT for leak in leaks):
        duty = all(leak.severity is Severity.LOW for leak in leaks)
        return Level.HINT if duty and not _private(leaks) else Level.MINOR
    return Level.HINT


def _private(leaks: Collection[Leak]) -> bool:
    """Plates, mailboxes and chat names are graded low one by one, and are a citizen's all the same."""
    return any(leak.type in _OWN for leak in leaks)


def _named(leaks: Collection[Leak], kinds: Collection[LeakType]) -> int:
    """How many people: by distinct values of the kind that most has."""
    return max(
        (
            len({leak.clear or place for place, leak in enumerate(leaks) if leak.type is kind})
            for kind in kinds
        ),
        default=0,
    )


def _joined(leaks: Collection[Leak]) -> int:
    """People with an identity number and an account, phone or address beside it."""
    who = [(leak, one) for leak, one in zip(leaks, _people(leaks), strict=True) if leak.linked_to]
    more = {LeakType.BANK, LeakType.MOBILE, LeakType.ADDR}
    ids = {one for leak, one in who if leak.type is LeakType.ID}
    return len(ids & {one for leak, one in who if leak.type in more})


def _people(leaks: Collection[Leak]) -> list[str | Clear]:
    """For each leak: the digest that it brought, else the person's identity number where there is one,
    else the name, else the value itself."""
    ids: dict[str, str | Clear] = {
        leak.linked_to: leak.clear
        for leak in leaks
        if leak.type is LeakType.ID and leak.linked_to and leak.clear
    }
    return [
        leak.person_key
        or ids.get(leak.linked_to)
        or leak.linked_to
        or leak.clear
        or f"{leak.locator}:{leak.start}"
        for leak in leaks
    ]


def _named_mac(name: str, key: bytes) -> str:
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()
