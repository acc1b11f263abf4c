"""Column types: how core's values lie in a column, alike on SQLite and on PostgreSQL."""

import json
import zlib
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from core.codec import decode, encode


class Moment(sa.TypeDecorator[datetime]):
    """An aware moment, kept in UTC. A naive one is refused: nobody could say when it was."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """To UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive moment: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """SQLite gives it back without its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(sa.TypeDecorator[Any]):
    """One word of a closed list. Kept as its text, so that a new word needs no migration."""

    impl = sa.String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        """The word's text."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        """The word."""
        return None if value is None else self.words(value)


class Exact(sa.TypeDecorator[Decimal]):
    """A decimal as its text: points are counted, never approximated (SQLite has floats only)."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | None:
        """Its text."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Decimal | None:
        """The decimal."""
        return None if value is None else Decimal(value)


class Noun(sa.TypeDecorator[Any]):
    """A noun of core as JSON text. Text, not JSONB: PostgreSQL's would refuse a \\u0000."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        """JSON, Chinese left readable."""
        return None if value is None else to_json(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        """The noun, equal to the one that was written."""
        return None if value is None else decode(self.kind, json.loads(value))


class Packed(sa.TypeDecorator[Any]):
    """A noun of core as compressed JSON, for what is many and read seldom."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> bytes | None:
        """Compressed JSON."""
        return None if value is None else zlib.compress(to_json(value).encode("utf-8", "replace"))

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> Any:
        """The noun."""
        return None if value is None else decode(self.kind, json.loads(zlib.decompress(value)))


def to_json(value: Any) -> str:
    """Compact JSON of a noun."""
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"))
