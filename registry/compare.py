"""What an import would change: the registry as it stands against what a sheet says."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.change import ChangeKind, changes_between
from core.subject import Account, Subject


@dataclass(frozen=True, slots=True)
class Change:
    """One subject, before and after. It may be renamed and moved at once."""

    kinds: tuple[ChangeKind, ...]
    before: Subject
    after: Subject


@dataclass(frozen=True, slots=True)
class Changes:
    """`absent`: in the registry, of a kind that the sheet lists, and not in the sheet. Nothing is
    done to them: a sheet may be a part of the whole. A person closes what is closed."""

    new: tuple[Subject, ...]
    renamed: tuple[Change, ...]
    closed: tuple[Change, ...]
    moved: tuple[Change, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[Subject, ...]
    absent: tuple[Subject, ...]

    @property
    def to_save(self) -> tuple[Subject, ...]:
        """Everything that is other than before, each once: hand it to storage in one transaction."""
        changed = (*self.renamed, *self.closed, *self.moved, *self.changed)
        return (*self.new, *{one.after.key: one.after for one in changed}.values())


def compare(
    before: Iterable[Subject], after: Iterable[Subject], fields: frozenset[str] | None = None
) -> Changes:
    """Compare by key. With `fields` (Preview.fields), what the sheet has no column for stays as it
    is, and an account without an ID is known by its platform and name."""
    old = {one.key: one for one in before}
    named = _by_name(old.values()) if fields is not None and "handle" not in fields else {}
    new, unchanged, changes, met = [], [], [], set()
    for one in after:
        was = old.get(one.key)
        if was is None and isinstance(one, Account):
            was = named.get((one.platform, one.name))
        if was is None:
            new.append(one)
            continue
        met.add(was.key)
        now = _merged(was, one, fields)
        if kinds := changes_between(was, now):
            changes.append(Change(kinds, was, now))
        else:
            unchanged.append(was)
    listed = {type(one) for one in (*new, *unchanged, *(change.after for change in changes))}

    def of(kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in changes if kind in change.kinds)

    return Changes(
        tuple(new),
        of(ChangeKind.RENAMED),
        of(ChangeKind.CLOSED),
        of(ChangeKind.MOVED),
        of(ChangeKind.CHANGED),
        tuple(unchanged),
        tuple(one for key, one in old.items() if key not in met and type(one) in listed),
    )


def _by_name(those: Iterable[Subject]) -> dict[tuple[str, str], Account]:
    """Accounts by platform and name, where that names just one."""
    found: dict[tuple[str, str], list[Account]] = {}
    for one in those:
        if isinstance(one, Account):
            found.setdefault((one.platform, one.name), []).append(one)
    return {name: accounts[0] for name, accounts in found.items() if len(accounts) == 1}


def _merged(before: Subject, after: Subject, fields: frozenset[str] | None) -> Subject:
    """`after`, with what its sheet does not speak of taken over from `before`."""
    if not isinstance(before, Account) and not isinstance(after, Account) and not after.columns:
        after = replace(after, columns=before.columns)
    if fields is None or type(before) is not type(after):
        return after
    said = fields | {"region"} if "region_code" in fields else fields
    kept = {
        name: getattr(before, name)
        for name in type(after).__dataclass_fields__
        if name not in said and name != "columns"
    }
    if "region" in kept and after.region:
        del kept["region"]  # it was read from the code, or from the sponsor's name
    return replace(after, **kept)
