"""What headers and words of closed lists are called in offices' sheets: aliases.toml, read once."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_NOISE = re.compile(r"[\s\u200b\ufeff*:'\"]|\((?!市)[^()]*\)")


def plain(header: str) -> str:
    """A header or word as it is compared: narrow, without blanks, stars, colons and remarks."""
    text = unicodedata.normalize("NFKC", header).casefold()
    bare = _NOISE.sub("", text)
    # A header that is nothing but a remark, or a unit that tells two apart, keeps its brackets.
    return bare or re.sub(r"\s", "", text)


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of sheet: its Chinese name, its fields with their headers, and which it must have."""

    kind: str
    title: str
    required: tuple[str, ...]
    headers: Mapping[str, str]  # field -> the header that templates print
    fields: Mapping[str, str]  # compared header -> field

    def field_of(self, header: str) -> str | None:
        """The field that a header names."""
        return self.fields.get(plain(header))


@cache
def forms() -> Mapping[str, Form]:
    """Every kind of sheet that can be read."""
    return {kind: _form(kind, body) for kind, body in _toml()["kinds"].items()}


def _form(kind: str, body: Mapping[str, Any]) -> Form:
    fields: dict[str, str] = {}
    for field, aliases in body["fields"].items():
        for alias in aliases:
            taken = fields.setdefault(plain(alias), field)
            if taken != field:
                raise ValueError(f"aliases.toml: {kind} 的“{alias}”既是 {taken} 又是 {field}")
    headers = {field: aliases[0] for field, aliases in body["fields"].items()}
    return Form(kind, body["title"], tuple(body["required"]), headers, fields)


@cache
def words(family: str) -> Mapping[str, str]:
    """Compared word -> value, of a family in [words]."""
    return {
        plain(alias): value
        for value, aliases in _toml()["words"][family].items()
        for alias in aliases
    }


def first_words(family: str) -> tuple[str, ...]:
    """The first name of each value, as templates offer it."""
    return tuple(aliases[0] for aliases in _toml()["words"][family].values())


@cache
def personal_headers() -> frozenset[str]:
    """Compared headers of columns that hold personal data and are not read."""
    return frozenset(plain(alias) for alias in _toml()["skipped"]["personal"])


@cache
def _toml() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("aliases.toml").read_text(encoding="utf-8"))
