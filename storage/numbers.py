"""Running numbers, as people write them on paper: WT2026000123."""

import sqlalchemy as sa

from storage.tables import numbers
from storage.upsert import insert


def next_numbers(tx: sa.Connection, series: str, count: int) -> tuple[str, ...]:
    """The next numbers of a series; a transaction that fails gives its numbers back."""
    first = insert(tx, numbers).values(series=series, last=count)
    counted = first.on_conflict_do_update(
        index_elements=["series"], set_={"last": numbers.c.last + count}
    ).returning(numbers.c.last)
    last = tx.execute(counted).scalar_one()
    return tuple(f"{series}{number:06d}" for number in range(last - count + 1, last + 1))
