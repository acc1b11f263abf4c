"""名录变化: how a subject of the registry differs from what stood there before."""

from dataclasses import replace
from enum import StrEnum
from urllib.parse import urlsplit

from core.subject import Account, RunState, Subject


class ChangeKind(StrEnum):
    """变化类别. A subject may be renamed and moved at once; CHANGED is all the rest."""

    NEW = "new"  # 新增
    RENAMED = "renamed"  # 更名
    CLOSED = "closed"  # 关停、注销
    MOVED = "moved"  # 迁移：主机或地区变了
    CHANGED = "changed"  # 其他信息变更


CHANGE_NAMES: dict[ChangeKind, str] = {
    ChangeKind.NEW: "新增",
    ChangeKind.RENAMED: "更名",
    ChangeKind.CLOSED: "关停、注销",
    ChangeKind.MOVED: "迁移",
    ChangeKind.CHANGED: "信息变更",
}


def changes_between(before: Subject | None, after: Subject) -> tuple[ChangeKind, ...]:
    """What an official would call the difference; empty where there is none.

    A new path on the same host is no 迁移, http that became https is none, and neither is a region
    or an address that was missing and is now filled in.
    """
    if before is None:
        return (ChangeKind.NEW,)
    if before == after:
        return ()
    kinds = []
    if before.name != after.name:
        kinds.append(ChangeKind.RENAMED)
    if before.state != after.state and after.state in (RunState.CLOSED, RunState.DEREGISTERED):
        kinds.append(ChangeKind.CLOSED)
    migrated = before.state != after.state and after.state is RunState.MIGRATED
    if migrated or _other(before.region, after.region) or _other(_host(before), _host(after)):
        kinds.append(ChangeKind.MOVED)
    if not kinds or _without_the_obvious(before, after) != after:
        kinds.append(ChangeKind.CHANGED)
    return tuple(kinds)


def _other(before: str, after: str) -> bool:
    return bool(before) and before != after


def _host(subject: Subject) -> str:
    return "" if isinstance(subject, Account) else urlsplit(subject.url).hostname or ""


def _without_the_obvious(before: Subject, after: Subject) -> Subject:
    """`before` with all that the other kinds speak of taken over from `after`."""
    told = replace(before, name=after.name, state=after.state)
    if _other(before.region, after.region):
        told = replace(told, region=after.region)
    if isinstance(told, Account) or isinstance(after, Account):
        return told
    return replace(told, url=after.url) if _other(_host(before), _host(after)) else told
