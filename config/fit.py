"""Fit a TOML table to a frozen dataclass by its type hints. What does not fit is refused, never guessed."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from enum import Enum
from functools import cache
from types import GenericAlias
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


class MisfitError(ValueError):
    """A file that says what we do not understand. The message is a Chinese sentence with its place."""


class Rule:
    """A bound on a value, written in its hint: `Annotated[int, AtLeast(1)]`."""

    def broken(self, value: Any) -> str:
        """Why the value breaks it, in Chinese; "" where it holds."""
        raise NotImplementedError


class Span(Rule):
    """A number between two bounds, both allowed."""

    def __init__(self, least: float, most: float = float("inf")) -> None:
        self.least, self.most = least, most

    def broken(self, value: Any) -> str:
        """Compare."""
        if value < self.least:
            return f"不能小于 {self.least}"
        return f"不能大于 {self.most}" if value > self.most else ""


def fit(kind: Callable[..., T], table: Mapping[str, Any], where: str) -> T:
    """The dataclass that the table describes. Raises MisfitError for any key unknown, missing or wrong."""
    hints = _hints(kind)
    for key in table:
        if key not in hints:
            raise MisfitError(f"{where}：没有“{key}”这一项{suggest(key, hints)}")
    values: dict[str, Any] = {}
    for one in fields(kind):  # type: ignore[arg-type]  # `kind` is a dataclass; hints cannot say so
        if one.name in table:
            values[one.name] = fit_value(hints[one.name], table[one.name], f"{where}的“{one.name}”")
        elif one.default is MISSING and one.default_factory is MISSING:
            raise MisfitError(f"{where}：缺少“{one.name}”")
    return kind(**values)


def fit_value(hint: Any, value: Any, where: str) -> Any:
    """One value in the type that the hint names; lists become tuples, numbers keep their digits."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Annotated:
        fitted = fit_value(inside[0], value, where)
        for rule in inside[1:]:
            if why := rule.broken(fitted):
                raise MisfitError(f"{where}{why}")
        return fitted
    if origin is Literal:
        return _one_of(inside, value, where)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise MisfitError(f"{where}应为列表")
        return tuple(fit_value(inside[0], one, where) for one in value)
    if isinstance(hint, GenericAlias) or origin is not None:  # Mapping[str, X]
        if not isinstance(value, Mapping):
            raise MisfitError(f"{where}应为表")
        return {
            _key(inside[0], key, where): fit_value(inside[1], one, f"{where}.{key}")
            for key, one in value.items()
        }
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(_one_of([member.value for member in hint], value, where))
    if hint is object:
        return frozen(value)
    return _plain(hint, value, where)


def _key(hint: Any, key: str, where: str) -> Any:
    """Keys of a closed list are held to it; others are any words."""
    return fit_value(hint, key, where) if isinstance(hint, type) and issubclass(hint, Enum) else key


_WORDS: dict[type, str] = {
    str: "文字",
    int: "整数",
    float: "数字",
    Decimal: "数字",
    bool: "true 或 false",
}


def _plain(hint: Any, value: Any, where: str) -> Any:
    fits = isinstance(value, bool) if hint is bool else not isinstance(value, bool)
    if hint in (float, Decimal):
        if fits and isinstance(value, int | float | Decimal) and Decimal(str(value)).is_finite():
            return float(value) if hint is float else Decimal(str(value))
    elif fits and isinstance(value, hint):
        return value
    raise MisfitError(f"{where}应为{_WORDS[hint]}")


def _one_of(words: Iterable[Any], value: Any, where: str) -> Any:
    words = list(words)
    if value not in words:
        raise MisfitError(f"{where}只能是 {'、'.join(map(str, words))}，不能是“{value}”")
    return value


def frozen(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    if isinstance(value, Mapping):
        return {key: frozen(one) for key, one in value.items()}
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value


def suggest(word: str, known: Iterable[str]) -> str:
    """（是不是“trips_at”？）, or nothing where no name is near."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f"（是不是“{near[0]}”？）" if near else ""


@cache
def _hints(kind: Callable[..., object]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)
