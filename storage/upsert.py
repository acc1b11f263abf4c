"""Insert or update, in the one form that SQLite and PostgreSQL share."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def insert(tx: sa.Connection, table: sa.Table[Any]) -> postgresql.Insert | sqlite.Insert:
    """INSERT in the dialect at hand, with its ON CONFLICT."""
    if tx.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def put(
    tx: sa.Connection,
    table: sa.Table[Any],
    rows: Sequence[Mapping[str, Any]],
    *,
    keep: Sequence[str] = (),
) -> None:
    """Write rows by their primary key; of a row that stands already, the columns in `keep` stay."""
    if not rows:
        return
    statement = insert(tx, table)
    keys = [column.name for column in table.primary_key]
    new = {
        name: statement.excluded[name] for name in rows[0] if name not in keys and name not in keep
    }
    if new:
        tx.execute(statement.on_conflict_do_update(index_elements=keys, set_=new), rows)
    else:
        tx.execute(statement.on_conflict_do_nothing(index_elements=keys), rows)
