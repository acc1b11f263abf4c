"""Nouns to plain JSON values and back, by their type hints. A union writes the class name as "type".

Round trip is exact: a sealed dossier read back equals the one that was written.
"""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

_PLAIN = frozenset({str, int, float, bool, type(None)})


def encode(noun: Any) -> Any:
    """A JSON value. Dataclasses become objects with their class name under "type"."""
    kind = type(noun)
    if kind in _PLAIN:  # most of what is ever written
        return noun
    if isinstance(noun, Enum):
        return noun.value
    if isinstance(noun, str | bool | int | float):
        return noun
    if is_dataclass(kind):
        body: dict[str, Any] = {"type": kind.__name__}
        for name in _names(kind):
            body[name] = encode(getattr(noun, name))
        return body
    if isinstance(noun, datetime | date):
        return noun.isoformat()
    if isinstance(noun, Decimal):
        return str(noun)
    if isinstance(noun, Mapping):
        return {str(encode(key)): encode(value) for key, value in noun.items()}
    if isinstance(noun, tuple | list):
        return [encode(one) for one in noun]
    raise TypeError(f"no way to write {type(noun).__name__}")


def decode(kind: Any, value: Any) -> Any:
    """The noun again; `kind` is its class, a union of classes, or any hint used in core/.

    Raises ValueError for a value that is not of that kind.
    """
    try:
        return _decode(kind, value)
    except (KeyError, TypeError, AttributeError, StopIteration, ArithmeticError) as wrong:
        raise ValueError(f"not a {getattr(kind, '__name__', kind)}: {wrong}") from wrong


def _decode(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin is Union or origin is types.UnionType:
        return _decode_union(get_args(kind), value)
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
            return tuple(_decode(inner[0], one) for one in value)
        return tuple(_decode(k, one) for k, one in zip(inner, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        key, inside = get_args(kind)
        return {_decode(key, k): _decode(inside, v) for k, v in value.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(
            **{name: _decode(hints[name], v) for name, v in value.items() if name != "type"}
        )
    if kind is datetime or kind is date:
        return kind.fromisoformat(value)
    if kind is Any or kind is object:
        return value
    return value if kind is type(None) else kind(value)


def _decode_union(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in kinds:
        return None
    if isinstance(value, dict) and "type" in value:
        return _decode(next(k for k in kinds if getattr(k, "__name__", "") == value["type"]), value)
    for kind in kinds:
        if isinstance(kind, type) and isinstance(value, kind):
            return value
    return _decode(next(k for k in kinds if k is not type(None)), value)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
