"""Filler: titles and paragraphs of plausible official prose, the same for the same seed."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.subject import ColumnKind

_FRAMES = {
    ColumnKind.NOTICE: "notice",
    ColumnKind.POLICY: "policy",
    ColumnKind.INTERPRETATION: "interpretation",
    ColumnKind.INTERACTION: "letter",
    ColumnKind.SURVEY: "survey",
    ColumnKind.SERVICE: "guide",
}


_TRIES = 500


@dataclass(frozen=True, slots=True)
class Voice:
    """Who writes: the area's name, the unit, its townships and the topics that it writes about."""

    area: str
    unit: str
    places: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """What one article is about: fills the slots of its title and of its sentences."""

    title: str
    topic: str
    slots: Mapping[str, str]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "prose.toml").read_text("utf-8"))


def dice(*seed: object) -> random.Random:
    """The same throws for the same seed, on every machine."""
    return random.Random("/".join(map(str, seed)))  # noqa: S311 - filler text, no secret


def theme(voice: Voice, kind: ColumnKind, year: int, taken: set[str], *seed: object) -> Theme:
    """A title that is not in `taken` yet (it is added), and what it is about."""
    throw = dice(*seed)
    for _ in range(_TRIES):
        topic = throw.choice(voice.topics)
        words = _words()["topic"][topic]
        slots = {
            "area": voice.area,
            "unit": voice.unit,
            "place": throw.choice(voice.places),
            "matter": throw.choice(words["matter"]),
            "year": str(year),
            "n": str(throw.randint(12, 68)),
            "m": str(throw.randint(80, 460)),
        }
        frame = _FRAMES.get(kind, "report" if kind is ColumnKind.OTHER else "")
        choices = _words()["frames"][frame] if frame else words["news"]
        title = throw.choice(choices).format(**slots)
        if title not in taken:
            taken.add(title)
            return Theme(title, topic, slots)
    raise ValueError(f"{voice.unit}: too few titles; give the site more topics or places")


def paragraphs(about: Theme, kind: ColumnKind, *seed: object) -> tuple[str, ...]:
    """Three to five paragraphs; an opening and a closing that fit the kind."""
    throw = dice("text", *seed)
    words = _words()
    frame = _FRAMES.get(kind, "report" if kind is ColumnKind.OTHER else "news")
    pool = [*words["topic"][about.topic]["sentences"], *words["common"]["sentences"]]
    throw.shuffle(pool)
    middle = ["".join(pool[at : at + 2]) for at in range(0, 2 * throw.randint(1, 3), 2)]
    whole = [_pick(throw, words["opening"], frame), *middle, _pick(throw, words["closing"], frame)]
    return tuple(one.format(**about.slots) for one in whole)


def _pick(throw: random.Random, book: Mapping[str, Sequence[str]], frame: str) -> str:
    return throw.choice(book.get(frame, book["news"]))
