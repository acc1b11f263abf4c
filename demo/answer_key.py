"""What a scan of the city must find, no more and no less, and what it must not fall for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.result import Outcome
from core.verdict import Grade
from demo import media
from demo.almanac import AS_OF
from demo.origin import Origin
from demo.town import PlantedPlan, Town, TwinPlan, towns


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault. `where` is the address at fault: a page, a column's list, a dead link; an account's key.

    `mark` names the footer mark where the check speaks of one.
    """

    subject: str  # Subject.key
    check: str
    where: str
    outcome: Outcome
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """A place that must stay silent, and why."""

    subject: str
    check: str
    where: str
    why: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """The whole city's."""

    findings: tuple[Planted, ...]
    twins: tuple[Twin, ...]
    grades: Mapping[str, Grade]


def answer_key(
    as_of: datetime = AS_OF, *, browser: bool = True, pictures: bool = False
) -> AnswerKey:
    """Addresses carry dates, so the key is for one monitoring point.

    `browser`: whether the scan had one; a list that only scripts write is unknown without it. `pictures`:
    whether it could read them (extra [ocr]); what only a picture tells is unmeasured without it.
    """
    findings: list[Planted] = []
    twins: list[Twin] = []
    grades: dict[str, Grade] = {}
    for town in towns():
        origin = Origin(town, as_of)
        blind = None if browser else town.grade_without_browser
        grades[_site(town)] = blind or town.grade
        for one in town.accounts:
            unseen = None if browser else one.grade_without_browser
            grades[media.account(town, one).key] = unseen or one.grade
        for fault in town.planted:
            if fault.picture and not pictures:
                continue
            subject, where = _place(origin, fault)
            findings.append(Planted(subject, fault.check, where, fault.outcome, fault.mark))
        for twin in town.twins:
            subject, where = _place(origin, twin)
            twins.append(Twin(subject, twin.check, where, twin.why, twin.mark))
    return AnswerKey(tuple(findings), tuple(twins), grades)


def _site(town: Town) -> str:
    return f"site:{town.site.code}"


def _place(origin: Origin, spot: PlantedPlan | TwinPlan) -> tuple[str, str]:
    town = origin.town
    if spot.account:
        plan = next(one for one in town.accounts if one.handle == spot.account)
        known = media.account(town, plan)
        return known.key, known.key
    if spot.url:
        return _site(town), spot.url
    if spot.column:
        path = origin.column_path(town.column(spot.column))
    elif spot.article:
        path = origin.entry(spot.article).path
    else:
        path = spot.path or "/"
    return _site(town), origin.home.rstrip("/") + path
