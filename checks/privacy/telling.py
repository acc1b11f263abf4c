"""From leaks to a saying: one a page and kind, as notices count (起), with people (人) and fields (条)."""

from collections.abc import Iterable

from checks.privacy.grade import exposure
from checks.privacy.leak import TYPE_NAMES, Leak, LeakType, Severity, masked_name
from checks.privacy.scan import scan_page
from checks.registry import PASSED, Saying
from core.clock import beijing_day
from core.dossier import Scene
from core.facts import FoundLeak, PageText
from core.result import Outcome

LEAK_CHECKS: dict[str, frozenset[LeakType]] = {
    "id_card_number": frozenset({LeakType.ID}),
    "phone_number": frozenset({LeakType.MOBILE}),
    "bank_account": frozenset({LeakType.BANK}),
    "home_address": frozenset({LeakType.ADDR}),
    "health_fact": frozenset({LeakType.MEDICAL}),
    "weak_mask": frozenset({LeakType.WEAKMASK}),
    "personal_identifier": frozenset(
        {
            LeakType.PASSPORT,
            LeakType.SOCIAL,
            LeakType.PLATE,
            LeakType.EMAIL,
            LeakType.IM,
        }
    ),
}
"""Which kinds of leak each check tells."""

_SHOWN = 10
_OPENING = 120  # characters that say what a text is about


def leaks_of(page: PageText, scene: Scene, *types: LeakType) -> tuple[Leak, ...]:
    """The leaks of these kinds in a page, attachment or post."""
    found = scan_page(page, beijing_day(scene.as_of))
    struck = tuple(_read_back(one) for one in page.leaks)
    return tuple(leak for leak in (*struck, *found) if leak.type in types)


def _read_back(one: FoundLeak) -> Leak:
    """A leak that was struck out of the text before it was stored."""
    return Leak(
        LeakType(one.kind),
        one.masked,
        one.start,
        one.end,
        Severity(one.severity),
        one.rule,
        one.person,
        one.locator,
        one.hidden,
        one.count,
        one.candidates,
        person_key=one.person_key,
    )


def tell(
    page: PageText, scene: Scene, leaks: Iterable[Leak], least: Severity = Severity.HIGH
) -> tuple[Saying, ...]:
    """FAIL where a leak is sure (`least` or graver), REVIEW where all are suspects, PASS where none."""
    told = sorted(leaks, key=lambda leak: -leak.severity)
    if not told:
        return PASSED
    sure = told[0].severity >= least
    kinds = "、".join(dict.fromkeys(TYPE_NAMES[leak.type] for leak in told))
    people = len({leak.person_key or leak.linked_to for leak in told if leak.linked_to})
    hidden = sum(leak.hidden for leak in told)
    parts = [
        f"{'公开' if sure else '疑似公开'}未脱敏的{kinds}{len(told)}条",
        f"涉及{people}人" if people else "",
        f"其中{hidden}条在页面不可见处" if hidden else "",
    ]
    return (
        Saying(
            Outcome.FAIL if sure else Outcome.REVIEW,
            "，".join(part for part in parts if part),
            quotes=tuple(map(_quote, told[:_SHOWN])),
            locator=told[0].locator,
            page=page.holder,
            exposure=exposure(leaks_of(page, scene, *LeakType), page.title + page.text[:_OPENING]),
        ),
    )


def _quote(leak: Leak) -> str:
    """杨** 53**************11."""
    return " ".join(part for part in (masked_name(leak.linked_to), leak.masked) if part)
