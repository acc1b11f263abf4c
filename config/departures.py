"""本地放宽: a local book may make a veto stricter, never looser.

Of a veto's limits the smaller is the stricter, and `true` is stricter than `false`; so each may only go
down, or to `true`. It may speak of more subjects, never of fewer.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from config.fit import MisfitError

_FREE = frozenset(
    {"id", "kind", "source", "title", "text", "clause", "codes", "confidence", "verified"}
)
_JUDGES = ("machine", "person_confirms", "import", "person")


def refuse_looser(old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> None:
    """Raise MisfitError naming the key by which `new` would let more pass than `old`."""
    for key, value in new.items():
        if key not in _FREE and key in old and not _at_least(key, old[key], value):
            raise MisfitError(f"{where}：单项否决只能从严，“{key}”放宽了")


def _at_least(key: str, old: Any, new: Any) -> bool:
    if key == "judged_by":
        # what people had to confirm may not be left to the machine, nor the other way round
        return bool(new == old) or (old in _JUDGES[2:] and new == "person_confirms")
    if key == "when_unseen":
        return bool(new in (old, "open"))
    if key == "reads":
        return bool(new in (old, "all"))
    if key == "platforms":
        return not new or (bool(old) and set(old) <= set(new))
    return stricter_or_same(old, new)


def stricter_or_same(old: Any, new: Any) -> bool:
    """Whether a limit asks at least as much. Words may not change, lists and tables only grow."""
    if isinstance(old, Mapping):
        return isinstance(new, Mapping) and all(
            key in new and stricter_or_same(one, new[key]) for key, one in old.items()
        )
    if isinstance(old, list):
        return isinstance(new, list) and set(old) <= set(new)
    if isinstance(old, bool):
        return isinstance(new, bool) and new >= old
    if isinstance(old, int | Decimal):
        return isinstance(new, int | Decimal) and new <= old
    return bool(old == new)
