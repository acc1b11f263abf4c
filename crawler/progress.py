"""What a crawl child says on standard output: core nouns, and these four of its own."""

from dataclasses import dataclass

from core.facts import Fact
from core.gap import Gap
from core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a crawl is. `message` is Chinese, for whoever looks on."""

    pages: int
    links: int
    queued: int
    bytes: int
    message: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A noun of one subject of a Round."""

    subject: str  # Subject.key
    noun: Fact | Gap | Snapshot


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more will be told of that subject of a Round: it may be sealed."""

    subject: str  # Subject.key


@dataclass(frozen=True, slots=True)
class Done:
    """The last word of a child that ended of its own will. Without it, the child was lost."""

    nouns: int
    interrupted: bool = False


Noun = Fact | Gap | Snapshot | Progress | Seen | Finished
"""What `emit` takes."""
