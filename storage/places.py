"""Regions and units."""

from collections.abc import Iterable

import sqlalchemy as sa

from core.subject import Region, Unit
from storage.tables import regions, units
from storage.upsert import put


def save_regions(tx: sa.Connection, those: Iterable[Region]) -> None:
    """Write regions; a code that stands already takes the new name."""
    put(tx, regions, [{"code": one.code, "name": one.name} for one in those])


def list_regions(tx: sa.Connection) -> tuple[Region, ...]:
    """All, by code."""
    rows = tx.execute(sa.select(regions).order_by(regions.c.code))
    return tuple(Region(row.code, row.name) for row in rows)


def save_units(tx: sa.Connection, those: Iterable[Unit]) -> None:
    """Write units; one that stands already takes the new parent."""
    put(
        tx,
        units,
        [{"region": one.region, "name": one.name, "parent": one.parent} for one in those],
    )


def list_units(tx: sa.Connection) -> tuple[Unit, ...]:
    """All, by region and name."""
    rows = tx.execute(sa.select(units).order_by(units.c.region, units.c.name))
    return tuple(Unit(row.name, row.region, row.parent) for row in rows)
