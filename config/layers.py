"""The layers under the settings: a TOML file, the environment, the command line, all to one shape."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from config.fit import MisfitError, fit_value, suggest

PREFIX = "GOVPATROL_"
_YES = {"true": True, "1": True, "yes": True, "是": True}
_NO = {"false": False, "0": False, "no": False, "否": False}


@dataclass(frozen=True, slots=True)
class Value:
    """A fitted value and the layer that gave it."""

    value: Any
    layer: str


def from_file(path: Path, layer: str, sections: type) -> dict[str, Value]:
    """`section.key` -> Value, of every key that the file states."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as wrong:
        raise MisfitError(f"设置文件 {path.name} 读不到：{wrong.strerror}") from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise MisfitError(f"设置文件 {path.name} 不是合法的 TOML（UTF-8）文件：{wrong}") from wrong
    known = _keys(sections)
    values: dict[str, Value] = {}
    for section, table in raw.items():
        if not isinstance(table, dict):
            raise MisfitError(f"{layer}：“{section}”应写在某个分区下，如 [crawl]")
        _refuse_unknown_section(section, known, layer)
        for name, value in table.items():
            key = f"{section}.{name}"
            hint = _hint(key, known, layer)
            values[key] = Value(fit_value(hint, value, f"{layer}的“{key}”"), layer)
    return values


def from_environment(env: Mapping[str, str], sections: type) -> dict[str, Value]:
    """GOVPATROL_SECTION__KEY. Names without the double underscore are not settings."""
    values: dict[str, Value] = {}
    for variable, text in sorted(env.items()):
        if variable.startswith(PREFIX) and "__" in variable:
            key = variable.removeprefix(PREFIX).lower().replace("__", ".", 1)
            values |= from_words({key: text}, f"环境变量 {variable}", sections)
    return values


def from_words(words: Mapping[str, str], layer: str, sections: type) -> dict[str, Value]:
    """Text as people type it: plain words, numbers, true/false, a,b,c or TOML."""
    known = _keys(sections)
    values: dict[str, Value] = {}
    for key, text in words.items():
        section, _, _ = key.partition(".")
        _refuse_unknown_section(section, known, layer)
        hint = _hint(key, known, layer)
        where = f"{layer}的“{key}”"
        values[key] = Value(fit_value(hint, _read(hint, text, where), where), layer)
    return values


def comments(path: Path) -> dict[str, str]:
    """The comment lines that stand right above each key, by `section.key`, in order."""
    told: dict[str, str] = {}
    section, above = "", []
    for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("#"):
            above.append(line.lstrip("# "))
            continue
        if line.startswith("["):
            section = line.strip("[]")
        elif "=" in line:
            told[f"{section}.{line.partition('=')[0].strip()}"] = "".join(above)
        above = []
    return told


def _keys(sections: type) -> dict[str, Any]:
    """`section.key` -> its hint."""
    return {
        f"{section.name}.{name}": hint
        for section in fields(sections)
        for name, hint in get_type_hints(section.type, include_extras=True).items()
    }


def _hint(key: str, known: Mapping[str, Any], layer: str) -> Any:
    if key not in known:
        raise MisfitError(f"{layer}：没有“{key}”这一项设置{suggest(key, known)}")
    return known[key]


def _refuse_unknown_section(section: str, known: Mapping[str, Any], layer: str) -> None:
    names = {key.partition(".")[0] for key in known}
    if section not in names:
        raise MisfitError(f"{layer}：没有“{section}”这个分区{suggest(section, names)}")


def _read(hint: Any, text: str, where: str) -> Any:
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if hint is bool:
        return {**_YES, **_NO}.get(text.strip().lower(), text)
    if get_origin(hint) is Literal or (isinstance(hint, type) and issubclass(hint, str)):
        return text
    try:
        table = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        table = {}
    if set(table) == {"value"}:
        return table["value"]
    if get_origin(hint) is tuple:
        return [one.strip() for one in text.replace("，", ",").split(",") if one.strip()]
    raise MisfitError(f"{where}写法不对：{text}")
