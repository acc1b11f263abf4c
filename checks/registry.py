"""The list of checks. `@check` writes a judging function into it under the function's own name."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import checks
from core.dossier import Scene
from core.exposure import Exposure
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Saying:
    """What a check says. `locus` is what stays the same when the same fault is seen again;
    empty means the fact's own address. `url` and `page` default to the fact's address."""

    outcome: Outcome
    message: str = ""
    locus: str = ""
    quotes: tuple[str, ...] = ()  # personal data masked
    locator: str = ""
    url: str = ""
    page: str = ""
    suggestion: str = ""
    exposure: Exposure | None = None


PASSED = (Saying(Outcome.PASS),)
"""The whole answer of a check that looked and found nothing."""


def not_applicable(why: str) -> tuple[Saying, ...]:
    """The whole answer where the question does not arise."""
    return (Saying(Outcome.NOT_APPLICABLE, why),)


@dataclass(frozen=True, slots=True)
class Check:
    """A check as the rest of the house sees it. `together`: it reads all facts of the kind at once."""

    id: str
    title: str  # Chinese name: first word of the docstring, before the colon
    reads: str  # name of the fact's class
    together: bool
    params: type[Any]
    judge: Callable[[Any, Any, Scene], Iterable[Saying]]
    doc: str
    version: int


_CHECKS: dict[str, Check] = {}


def check(
    *, version: int = 1
) -> Callable[
    [Callable[[Any, Any, Scene], Iterable[Saying]]], Callable[[Any, Any, Scene], Iterable[Saying]]
]:
    """Write a function into the list: its file names it, its signature says what it reads.

    The function takes (fact, params, scene), or (tuple[Fact, ...], params, scene) to read a
    subject's facts together. `version` goes up when the same bytes would be judged otherwise.
    """

    def enter(
        judge: Callable[[Any, Any, Scene], Iterable[Saying]],
    ) -> Callable[[Any, Any, Scene], Iterable[Saying]]:
        name = judge.__name__
        if judge.__module__.rpartition(".")[2] != name:
            raise ValueError(f"check {name!r} must live in {name}.py, not in {judge.__module__}")
        if name in _CHECKS:
            raise ValueError(f"two checks are named {name!r}")
        hints = get_type_hints(judge)
        hints.pop("return")
        read, params, scene = hints.values()
        if scene is not Scene:
            raise ValueError(f"check {name!r}: the third argument is the Scene")
        together = get_origin(read) is tuple
        fact = get_args(read)[0] if together else read
        doc = (importlib.import_module(judge.__module__).__doc__ or "").strip()
        title, colon, _ = doc.partition(":")
        if not colon:
            raise ValueError(f"check {name!r}: the docstring starts with its Chinese name and ':'")
        _CHECKS[name] = Check(
            name, title.strip(), fact.__name__, together, params, judge, doc, version
        )
        return judge

    return enter


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check in the house by id, found by walking the folder."""
    for module in pkgutil.walk_packages(checks.__path__, "checks."):
        importlib.import_module(module.name)
    return dict(sorted(_CHECKS.items()))
