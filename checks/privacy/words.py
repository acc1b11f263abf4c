"""words.toml, read once: lists of regular expressions by section and key."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def section(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of a section, in the file's order."""
    text = files(__package__).joinpath("words.toml").read_text("utf-8")
    lists = tomllib.loads(text)[name]
    return {key: tuple(entries) for key, entries in lists.items()}


def alternatives(name: str, key: str) -> str:
    """The list as one alternation, to stand inside a group."""
    return "|".join(section(name)[key])


def any_of(name: str, key: str) -> re.Pattern[str]:
    """A pattern that finds any of the list."""
    return re.compile(alternatives(name, key))
