"""What the city's registry knows: subjects, units, regions."""

from collections.abc import Iterable

from core.subject import Account, Region, Site, Unit
from demo import media
from demo.marks import numbers
from demo.town import Town, towns


def site(town: Town) -> Site:
    """As registered. Columns are left for the crawl to find."""
    plan = town.site
    return Site(
        plan.code,
        plan.name,
        plan.url,
        sponsor=plan.sponsor,
        supervisor=plan.supervisor,
        region=town.region.code,
        category=plan.category,
        state=plan.state,
        icp=numbers(town).icp,
        police=numbers(town).police,
    )


def subjects(known: Iterable[Town] | None = None) -> tuple[Site | Account, ...]:
    """Sites first, then accounts."""
    every = tuple(known or towns())
    accounts = (media.account(town, plan) for town in every for plan in town.accounts)
    return (*map(site, every), *accounts)


def regions(known: Iterable[Town] | None = None) -> tuple[Region, ...]:
    """By code."""
    found = {town.region.code: town.region for town in known or towns()}
    return tuple(found[code] for code in sorted(found))


def units(known: Iterable[Town] | None = None) -> tuple[Unit, ...]:
    """Sponsors under their supervisors; a supervisor that is nobody's sponsor stands alone."""
    found: dict[str, Unit] = {}
    for town in known or towns():
        plan, region = town.site, town.region.code
        parent = "" if plan.supervisor == plan.sponsor else plan.supervisor
        found[plan.sponsor] = Unit(plan.sponsor, region, parent)
    for town in known or towns():
        found.setdefault(town.site.supervisor, Unit(town.site.supervisor, town.region.code))
    return tuple(found[name] for name in sorted(found))
