"""指标集: read one document's indicators. What does not fit is refused by row, never defaulted.

A file holds `[set]` (the head), `[shared.KIND]` (values that all rows of a kind share), `[[item]]`,
`[[indicator]]`, and in a local book that `extends` another, `[[override]]`.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from config.departures import refuse_looser
from config.fit import MisfitError, fit, suggest
from config.soundness import refuse_unsound
from core.codec import encode
from core.indicator import Indicator, Item, Kind, Rulebook

BOOKS = Path(__file__).parent / "indicators"
_FOLDERS = (BOOKS, BOOKS / "local")
_TABLES = frozenset({"set", "shared", "item", "indicator", "override"})
_BY_HEAD = frozenset({Kind.DEDUCTION.value, Kind.BONUS.value})
"""Kinds whose `applies_to` the head states once: parts two and three are for `scored` subjects."""


@dataclass(frozen=True, slots=True)
class _Head:
    """`[set]`; a local book states id, title, source and what it changes."""

    id: str
    title: str
    source: str
    baseline: Decimal
    pass_at: Decimal
    bonus_at: Decimal
    bonus_max: Decimal
    scored: tuple[str, ...]
    waivable: tuple[str, ...]
    platform_groups: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class _Draft:
    """A book while its chain of `extends` is being followed; tables by id, in order."""

    head: dict[str, Any]
    shared: dict[str, dict[str, Any]]
    items: dict[str, dict[str, Any]]
    rows: dict[str, dict[str, Any]]


def find(name: str, extra_dirs: Sequence[Path] = ()) -> Path:
    """The file of a book: a path to a .toml file, or a name looked up in `extra_dirs`, then ours."""
    if name.endswith(".toml") and Path(name).is_file():
        return Path(name)
    folders = (*extra_dirs, *_FOLDERS)
    for folder in folders:
        if (path := folder / f"{name}.toml").is_file():
            return path
    known = sorted({path.stem for folder in folders for path in folder.glob("*.toml")})
    raise MisfitError(f"没有名为“{name}”的指标集{suggest(name, known)}。现有：{'、'.join(known)}")


def load(path: Path, extra_dirs: Sequence[Path] = ()) -> Rulebook:
    """Read a book and all that it extends. Raises MisfitError (a ValueError) with a Chinese sentence."""
    draft = _resolve(path, extra_dirs, ())
    where = f"指标集 {path.name}"
    head = fit(_Head, draft.head, f"{where} [set]")
    items = tuple(fit(Item, table, f"{where}，项 {id_}") for id_, table in draft.items.items())
    rows = tuple(_row(table, head, f"{where}，指标 {id_}") for id_, table in draft.rows.items())
    book = Rulebook(
        head.id,
        head.title,
        head.source,
        "",
        head.baseline,
        head.pass_at,
        head.bonus_at,
        head.bonus_max,
        items,
        rows,
        head.scored,
        head.waivable,
        head.platform_groups,
    )
    refuse_unsound(book, where)
    return replace(book, sha256=_digest(book))


def _digest(book: Rulebook) -> str:
    """Of what the book says, not of how its files are written."""
    text = json.dumps(encode(book), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _row(table: Mapping[str, Any], head: _Head, where: str) -> Indicator:
    by_head = table.get("kind") in _BY_HEAD
    if by_head and "applies_to" in table:
        raise MisfitError(
            f"{where}：扣分、加分指标的对象由 [set] 的 scored 规定，不能另写 applies_to"
        )
    return fit(Indicator, {**table, "applies_to": head.scored} if by_head else table, where)


def _resolve(path: Path, extra: Sequence[Path], chain: tuple[Path, ...]) -> _Draft:
    where = f"指标集 {path.name}"
    if path.resolve() in chain:
        raise MisfitError(f"{where}：extends 绕成了圈")
    raw = _read(path, where)
    head = dict(raw.get("set", {}))
    for key in ("id", "title", "source"):
        if key not in head:
            raise MisfitError(f"{where} [set]：缺少“{key}”")
    parent = head.pop("extends", None)
    if parent is None:
        draft = _Draft({}, {}, {}, {})
        if raw.get("override"):
            raise MisfitError(f"{where}：没有 extends，就没有可改的指标（[[override]]）")
    else:
        found = find(str(parent), (path.parent, *extra))
        draft = _resolve(found, extra, (*chain, path.resolve()))
    draft.head |= head
    for kind, table in raw.get("shared", {}).items():
        draft.shared[kind] = draft.shared.get(kind, {}) | table
    for table in raw.get("item", ()):
        _add(draft, draft.items, table, {}, where)
    for table in raw.get("indicator", ()):
        ground = {"source": head["source"], **draft.shared.get(str(table.get("kind")), {})}
        _add(draft, draft.rows, table, ground, where)
    for table in raw.get("override", ()):
        _override(draft, table, where)
    return draft


def _read(path: Path, where: str) -> dict[str, Any]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as wrong:
        raise MisfitError(f"{where} 读不到：{wrong.strerror}") from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise MisfitError(f"{where} 不是合法的 TOML（UTF-8）文件：{wrong}") from wrong
    for key, value in raw.items():
        if key not in _TABLES:
            raise MisfitError(f"{where}：没有“{key}”这一部分{suggest(key, _TABLES)}")
        lists = key in ("item", "indicator", "override")
        parts: Iterable[Any] = value if lists else [value]
        if (lists and not isinstance(value, list)) or not all(isinstance(p, dict) for p in parts):
            raise MisfitError(f"{where}：“{key}”应写成 {f'[[{key}]]' if lists else f'[{key}]'}")
    for kind, table in raw.get("shared", {}).items():
        if kind not in set(Kind):
            raise MisfitError(f"{where}：[shared.{kind}] 不是指标类型{suggest(kind, Kind)}")
        if not isinstance(table, dict):
            raise MisfitError(f"{where}：“shared.{kind}”应写成 [shared.{kind}]")
    return raw


def _add(
    draft: _Draft,
    into: dict[str, dict[str, Any]],
    table: dict[str, Any],
    ground: dict[str, Any],
    where: str,
) -> None:
    id_ = table.get("id")
    if not isinstance(id_, str) or not id_:
        raise MisfitError(f"{where}：有一条没有编号（id），标题为“{table.get('title', '')}”")
    if id_ in draft.items or id_ in draft.rows:
        raise MisfitError(f"{where}：编号 {id_} 重复")
    into[id_] = {**ground, **table}


def _override(draft: _Draft, table: dict[str, Any], where: str) -> None:
    id_ = str(table.get("id", ""))
    place = f"{where}，改写 {id_}"
    if not table.get("source"):
        raise MisfitError(f"{place}：缺少“source”，改动须注明依据的文件")
    if id_ in draft.items:
        draft.items[id_] |= {key: value for key, value in table.items() if key != "source"}
        return
    if id_ not in draft.rows:
        raise MisfitError(f"{place}：没有这一条{suggest(id_, draft.rows)}")
    old = draft.rows[id_]
    if "kind" in table and table["kind"] != old["kind"]:
        raise MisfitError(f"{place}：不能改变指标类型，请另立一条")
    if old["kind"] == Kind.VETO.value:
        refuse_looser(old, table, place)
    draft.rows[id_] = old | table
