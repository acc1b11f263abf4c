"""Rows of two sheets about what accounts publish: posts that an office reports, and repost tasks."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from core.clock import BEIJING
from core.facts import Post, Precision, Stamp
from core.repost import RepostTask
from core.subject import Account
from registry import cells
from registry.build import BadRowError, needed, read, word
from registry.cells import BadCellError
from registry.grid import Cell
from registry.rows import Row
from registry.vocabulary import plain

_NEWEST = ("最新", "最近")
_DUE = timedelta(hours=24)
"""国务院重要信息 is to be reposted within 24 hours, where the sheet sets no other time (国办发〔2017〕47号)."""


def post(
    row: Row, accounts: Sequence[Account], today: date | None
) -> tuple[str, tuple[Post, bool]]:
    """The account's key, its post, and whether somebody says that nothing newer was there."""
    account = _account(row, accounts)
    stamp = _stamp(row, "published")
    if today and stamp.day > today:
        raise BadRowError("published", "还没有到，请核对年份")
    title = read(row, "title", cells.long_text)
    url = read(row, "url", cells.url) if cells.text(row.cells.get("url")) else ""
    says = word(row, "newest", "opened")
    newest = row.names["published"].startswith(_NEWEST) if says is None else says == "yes"
    whole = f"{account.key}\x1f{stamp.at.isoformat()}\x1f{title}\x1f{url}"
    name = f"reported:{hashlib.sha256(whole.encode()).hexdigest()[:16]}"
    return account.key, (Post(name, title, url, stamp), newest)


def task(row: Row) -> RepostTask:
    """A repost task; its time limit is a day unless the sheet says another."""
    title = needed(row, "title")
    published = _stamp(row, "published").at
    due = _stamp(row, "due", end=True).at if cells.text(row.cells.get("due")) else published + _DUE
    if due < published:
        raise BadRowError("due", "早于发布时间")
    source = read(row, "source", cells.name)
    url = read(row, "url", cells.url) if cells.text(row.cells.get("url")) else ""
    whole = f"{title}\x1f{published.isoformat()}"
    return RepostTask(
        hashlib.sha256(whole.encode()).hexdigest()[:16],
        title,
        source,
        published,
        due,
        url,
        read(row, "text", cells.long_text),
    )


def _account(row: Row, accounts: Sequence[Account]) -> Account:
    platform = word(row, "platform", "platform")
    handle, name = read(row, "handle", cells.handle), read(row, "name", cells.name)
    if not handle and not name:
        raise BadRowError("name", "为空")
    on = [one for one in accounts if platform is None or one.platform.value == platform]
    found = [one for one in on if handle and one.handle == handle]
    found = found or [one for one in on if not handle and plain(one.name) == plain(name)]
    if not found:
        raise BadRowError("name", "名录里没有这个账号，请先导入账号名录")
    if len(found) > 1:
        raise BadRowError("name", "有几个同名账号，请填平台类型或账号ID")
    return found[0]


def _stamp(row: Row, field: str, *, end: bool = False) -> Stamp:
    """A moment, or a day: of a day the first minute, for a time limit the last second."""
    cell: Cell | None = row.cells.get(field)
    try:
        at = cells.moment(cell)
        if at.time() != time(0):
            return Stamp(at, Precision.MINUTE, "reported")
    except BadCellError:
        pass
    day, remark = read(row, field, cells.day)
    if day is None:
        raise BadRowError(field, remark or "为空")
    clock = time(23, 59, 59) if end else time(0)
    return Stamp(datetime.combine(day, clock, BEIJING), Precision.DAY, "reported")
