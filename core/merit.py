"""表扬名单: how well an account is run, by weights that an office sets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

MEASURES: dict[str, str] = {
    "update_rate": "更新率",
    "reach": "阅读与点赞",
    "original_share": "原创率",
    "repost_discipline": "转载落实率",
}
"""What is weighed. Each measure lies between 0 and 1."""


@dataclass(frozen=True, slots=True)
class MeritBook:
    """`weights` by measure, adding up to 100. `least_known`: weights that must be known to be listed."""

    id: str
    title: str
    source: str
    weights: Mapping[str, Decimal] = field(hash=False)
    per_week: int  # updates a week that are a full update rate
    least_known: Decimal
    listed: int  # how many a platform's list names


@dataclass(frozen=True, slots=True)
class Merit:
    """One account's. A measure that is not known stands as None and is left out of the score."""

    subject: str  # Account.key
    measures: Mapping[str, float | None] = field(hash=False)
    known: Decimal  # sum of the weights of what is known
    score: Decimal | None  # 0 to 100 over what is known; None where too little is
