"""设置: how we run, in typed sections. What the law asks stands in the rulebook instead.

Every key has its default and its Chinese explanation in default.toml; the classes here give the types
and bounds. Layers: default.toml < govpatrol.toml in the data folder < environment < command line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from config.fit import Rule, Span, fit
from config.layers import Value, comments, from_environment, from_file, from_words
from core.plan import CrawlLimits
from core.rate import Rounding
from core.subject import Platform

DEFAULTS = Path(__file__).with_name("default.toml")
LOCAL_NAME = "govpatrol.toml"


class _Form(Rule):
    """Text of a certain form."""

    def __init__(self, pattern: str, why: str) -> None:
        self.pattern, self.why = re.compile(pattern), why

    def broken(self, value: Any) -> str:
        """Match the whole of it."""
        return "" if self.pattern.fullmatch(value) else self.why


class _Pattern(Rule):
    """Text that is a regular expression."""

    def broken(self, value: Any) -> str:
        """Compile it."""
        try:
            re.compile(value)
        except re.error as wrong:
            return f"不是合法的正则表达式：{value}（{wrong}）"
        return ""


_Count = Annotated[int, Span(1)]
_NoneOrMore = Annotated[int, Span(0)]
_Seconds = Annotated[float, Span(0)]
_Share = Annotated[float, Span(0, 1)]
_TimeOfDay = Annotated[
    str, _Form(r"(?:[01]\d|2[0-3]):[0-5]\d", "应写成 24 小时制的时:分，如 01:30")
]
_Window = Annotated[
    str,
    _Form(r"(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d", "应写成起止时刻，如 23:00-06:00"),
]
_WindowOrNone = Annotated[
    str,
    _Form(
        r"(?:(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d)?",
        "应写成起止时刻，如 08:00-18:00，或空着",
    ),
]
_Ascii = Annotated[str, _Form(r"[\x20-\x7e]+", "不能为空，只能用英文字符")]


@dataclass(frozen=True, slots=True)
class Office:
    """Who runs this, and over what area."""

    issuer: str
    region_code: Annotated[str, _Form(r"(?:\d{6})?", "应为六位行政区划代码，或者留空")]
    region_name: str
    platform_groups: Mapping[str, tuple[Platform, ...]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Database:
    """Empty `url`: SQLite in the data folder."""

    url: str


@dataclass(frozen=True, slots=True)
class Crawl:
    """Sites: identity, manners and bounds. Seconds, bytes, counts."""

    user_agent: _Ascii
    workers: _Count
    proxy: str
    allow_private: bool
    obey_robots: bool
    browser: str
    excluded_links: tuple[Annotated[str, _Pattern()], ...]
    max_pages: _Count
    max_depth: _NoneOrMore
    max_seconds: _Seconds
    timeout: Annotated[float, Span(0.1)]
    max_body: _Count
    max_attachment: _Count
    max_attachments: _NoneOrMore
    read_pictures: bool
    max_codes: _NoneOrMore
    max_code: _Count
    delay: _Seconds
    concurrency: _Count
    recheck_after: _Seconds
    rechecks: _NoneOrMore
    max_renders: _NoneOrMore
    column_pages: _Count
    refresh_days: _Count
    quiet_hours: _WindowOrNone

    @property
    def limits(self) -> CrawlLimits:
        """The bounds alone, as a plan carries them."""
        names = CrawlLimits.__dataclass_fields__
        return CrawlLimits(**{name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class Probe:
    """Availability probes."""

    per_day: Annotated[int, Span(1, 1440)]
    timeout: Annotated[float, Span(0.1)]
    concurrency: _Count


@dataclass(frozen=True, slots=True)
class Accounts:
    """New-media rounds."""

    timeout: Annotated[float, Span(0.1)]
    concurrency: _Count
    per_platform_delay: _Seconds
    platform_delays: Mapping[Platform, _Seconds] = field(hash=False)
    quiet_hours: Mapping[Platform, _Window] = field(hash=False)
    lookback_days: _Count
    credentials: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """Beijing times, HH:MM."""

    nightly: _TimeOfDay
    accounts: tuple[_TimeOfDay, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Which rulebook."""

    name: str


@dataclass(frozen=True, slots=True)
class Notice:
    """How a notice counts and what stands on it."""

    decimals: Annotated[int, Span(0, 4)]
    rounding: Rounding
    rectify_days: _NoneOrMore
    document_number: str
    addressees: str
    contact: str


@dataclass(frozen=True, slots=True)
class Health:
    """When a run is not to be believed."""

    max_dark_share: _Share
    max_error_share: _Share
    min_page_share: _Share
    min_history: _NoneOrMore


@dataclass(frozen=True, slots=True)
class Privacy:
    """Empty `hmac_key_file`: made in the data folder."""

    hmac_key_file: str


@dataclass(frozen=True, slots=True)
class PycorrectorModels:
    """Local models of the optional corrector; empty ones are not asked."""

    python: str
    kenlm: str
    macbert: str
    t5: str
    confusion: str

    @property
    def paths(self) -> dict[str, Path]:
        """Kind -> file or folder of those that are set."""
        kinds = ("kenlm", "macbert", "t5", "confusion")
        return {kind: Path(path) for kind in kinds if (path := getattr(self, kind))}


@dataclass(frozen=True, slots=True)
class _Sections:
    office: Office
    database: Database
    crawl: Crawl
    probe: Probe
    accounts: Accounts
    schedule: Schedule
    rulebook: Book
    notice: Notice
    health: Health
    privacy: Privacy
    pycorrector: PycorrectorModels


@dataclass(frozen=True, slots=True)
class Settings(_Sections):
    """All settings, and which layer gave each value ("crawl.timeout" -> 默认值)."""

    layers: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Described:
    """One line of `govpatrol settings`. Secrets are struck out of `value`."""

    key: str
    value: str
    layer: str
    comment: str


def load(
    data_dir: Path | None,
    env: Mapping[str, str],
    overrides: Mapping[str, str] | None = None,
) -> Settings:
    """Lay the layers over one another. `overrides` are "section.key" -> text of the command line.

    Raises MisfitError (a ValueError) with a Chinese sentence that names the layer and the key.
    """
    values: dict[str, Value] = from_file(DEFAULTS, "默认值", _Sections)
    if data_dir is not None and (local := data_dir / LOCAL_NAME).is_file():
        values |= from_file(local, f"本地文件 {LOCAL_NAME}", _Sections)
    values |= from_environment(env, _Sections)
    values |= from_words(overrides or {}, "命令行", _Sections)
    sections: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        section, _, name = key.partition(".")
        sections.setdefault(section, {})[name] = value.value
    whole = {
        name: fit(kind.type, sections.get(name, {}), f"设置 [{name}]")  # type: ignore[arg-type]
        for name, kind in _Sections.__dataclass_fields__.items()
    }
    return Settings(**whole, layers={key: value.layer for key, value in values.items()})


def describe(settings: Settings) -> list[Described]:
    """Every key in the order of default.toml, with its value, its layer and its explanation."""
    told = []
    for key, comment in comments(DEFAULTS).items():
        section, _, name = key.partition(".")
        value = getattr(getattr(settings, section), name)
        told.append(Described(key, _shown(value), settings.layers[key], comment))
    return told


_PASSWORD = re.compile(r"(://[^:/@\s]*):\S*@")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{_shown(one)}" for key, one in value.items())
    if isinstance(value, tuple):
        return "、".join(map(_shown, value))
    return _PASSWORD.sub(r"\1:******@", str(value))
