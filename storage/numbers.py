"""Running numbers, as people write them on paper: WT2026000123."""

import sqlalchemy as sa

from storage.tables import numbers
from storage.upsert import insert


def next_number(tx: sa.Connection, series: str) -> str:
    """The next number of a series; a transaction that fails gives its number back."""
    first = insert(tx, numbers).values(series=series, last=1)
    counted = first.on_conflict_do_update(
        index_elements=["series"], set_={"last": numbers.c.last + 1}
    ).returning(numbers.c.last)
    return f"{series}{tx.execute(counted).scalar_one():06d}"
