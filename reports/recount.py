"""复核: every table and every number of a notice is added up again before anything is printed."""

from collections import Counter
from collections.abc import Iterable, Sequence

from core.rate import Rate
from core.subject import SubjectKind
from core.tally import CountRow, FailingRow, Tally
from core.verdict import GRADE_NAMES, Grade
from reports.annexes import COUNT_HEADERS, TOTAL, Annex
from reports.figures import Disagreement, loose_number, plain, said
from reports.printable import clean
from reports.witnesses import witnesses

_COUNT_ANNEXES = {"网站": "sites", "新媒体": "accounts", "平台": "accounts"}


def agree(tally: Tally, tables: Sequence[Annex], paragraphs: Iterable[str] = ()) -> None:
    """Raise Disagreement with a Chinese sentence at the first number that another one contradicts.

    `paragraphs` are rendered text with its bound numbers still signed (see figures.py).
    """
    _tally(tally)
    for table in tables:
        _table(tally, table)
    _words(tally, tables, paragraphs)


def _same(what: str, first: object, where: str, second: object) -> None:
    if first != second:
        raise Disagreement(f"{what}为{first}，{where}为{second}，两处不一致，已停止生成")


# -- the tally itself ---------------------------------------------------------------------------


def _tally(tally: Tally) -> None:
    for name, total, parts in (
        ("政府网站", tally.sites, (("各地区", tally.sites_by_region),)),
        ("信息公开专栏", tally.sections, ()),
        (
            "政务新媒体",
            tally.accounts,
            (("各地区", tally.accounts_by_region), ("各平台", tally.accounts_by_platform)),
        ),
    ):
        _row(name, total)
        for by, rows in parts:
            for row in rows:
                _row(f"{name}“{row.label}”", row)
            if rows:
                _sum(name, total, by, rows)
    _failing(tally)
    _pending(tally)
    _scores(tally)
    _ledger(tally)
    _exposed(tally)
    if tally.previous_open < 0 or tally.previous_closed < 0:
        raise Disagreement("上期问题的数量为负数，已停止生成")


def _row(name: str, row: CountRow) -> None:
    if min(row.total, row.qualified, row.disqualified, row.pending) < 0:
        raise Disagreement(f"{name}的数量为负数，已停止生成")
    parts = row.qualified + row.disqualified + row.pending
    _same(f"{name}总数", row.total, "合格、不合格、待定之和", parts)
    _same(f"{name}合格率的分子", row.rate.numerator, "合格数", row.qualified)
    _same(f"{name}合格率的分母", row.rate.denominator, "总数减待定数", row.total - row.pending)


def _sum(name: str, total: CountRow, by: str, rows: Sequence[CountRow]) -> None:
    for what, whole, parts in (
        ("总数", total.total, (row.total for row in rows)),
        ("合格数", total.qualified, (row.qualified for row in rows)),
        ("不合格数", total.disqualified, (row.disqualified for row in rows)),
        ("待定数", total.pending, (row.pending for row in rows)),
    ):
        _same(f"{name}{what}", whole, f"{by}相加", sum(parts))


def _failing(tally: Tally) -> None:
    sites = [one for one in tally.failing if one.kind is SubjectKind.SITE]
    sections = [one for one in tally.failing if one.kind is SubjectKind.SECTION]
    accounts = [one for one in tally.failing if one.kind not in _SITE_LIKE]
    for name, row, listed in (
        ("不合格政府网站", tally.sites, sites),
        ("不合格信息公开专栏", tally.sections, sections),
        ("不合格政务新媒体", tally.accounts, accounts),
    ):
        _same(f"{name}数", row.disqualified, "名单", len(listed))
    _spread("政府网站", tally.sites_by_region, sites, [one.region for one in sites])
    _spread("政务新媒体", tally.accounts_by_region, accounts, [one.region for one in accounts])
    _spread("政务新媒体", tally.accounts_by_platform, accounts, [one.platform for one in accounts])


_SITE_LIKE = frozenset({SubjectKind.SITE, SubjectKind.SECTION})


def _spread(
    name: str, rows: Sequence[CountRow], listed: Sequence[FailingRow], labels: Sequence[str]
) -> None:
    """The list and the table by label, where both use the same labels (an office may group them)."""
    counted = Counter(labels)
    if not rows or not set(counted) <= {row.label for row in rows}:
        return
    for row in rows:
        _same(f"“{row.label}”不合格{name}数", row.disqualified, "名单", counted[row.label])


def _pending(tally: Tally) -> None:
    counted = tally.sites.pending + tally.sections.pending + tally.accounts.pending
    _same("待定对象数", counted, "待定名单", len(tally.pending))
    unsettled = {(one.region, one.name, one.platform) for one in tally.pending}
    for one in tally.failing:
        if (one.region, one.name, one.platform) in unsettled:
            raise Disagreement(f"“{one.name}”同时列入不合格名单和待定名单，已停止生成")


def _scores(tally: Tally) -> None:
    failing = {(one.region, one.name) for one in tally.failing if one.kind is SubjectKind.SITE}
    pending = {(one.region, one.name) for one in tally.pending}
    for row in tally.scores:
        if row.score and row.score[0] > row.score[1]:
            raise Disagreement(f"“{row.name}”的最低得分高于最高得分，已停止生成")
        where = (row.region, row.name)
        listed = (
            Grade.DISQUALIFIED if where in failing
            else Grade.PENDING if where in pending
            else Grade.QUALIFIED
        )  # fmt: skip
        _same(
            f"“{row.name}”在评分表中的结论", GRADE_NAMES[row.grade], "各名单", GRADE_NAMES[listed]
        )


def _ledger(tally: Tally) -> None:
    types = Counter(row.problem_type for row in tally.ledger)
    _same("问题总数", sum(count for _, count in tally.problems_by_type), "问题清单", types.total())
    for name, count in tally.problems_by_type:
        _same(f"“{name}”问题数", count, "问题清单", types[name])
    if tally.problems_by_unit:
        units = sum(one.count for one in tally.problems_by_unit)
        _same("各单位问题数之和", units, "问题清单", types.total())
    identities = Counter(row.finding_id for row in tally.ledger)
    for identity, times in identities.items():
        if times > 1:
            raise Disagreement(f"问题编号“{identity}”在清单中出现{times}次，已停止生成")


def _exposed(tally: Tally) -> None:
    """Items and fields add up by county and by unit; people may be the same ones."""
    whole = tally.exposed
    for by, rows in (("各地区", tally.exposed_by_region), ("各单位", tally.exposed_by_unit)):
        for what in ("fresh", "items", "fields", "waiting"):
            told = getattr(whole, what) if whole else 0
            _same(
                f"泄露个人信息的{_WHAT[what]}",
                told,
                f"{by}相加",
                sum(getattr(r, what) for r in rows),
            )
        for row in rows:
            _same(f"“{row.label}”各等级起数之和", sum(row.levels), "起数", row.items)


_WHAT = {"fresh": "本期新增起数", "items": "起数", "fields": "条数", "waiting": "待确认起数"}


# -- the annexes as they will be printed --------------------------------------------------------


def _table(tally: Tally, table: Annex) -> None:
    for heading, rows in table.groups:
        if table.headers[0] == "序号":
            numbers = [row[0] for row in rows]
            if numbers != list(range(1, len(rows) + 1)):
                raise Disagreement(f"附件“{table.title}”{heading}的序号不连续，已停止生成")
    if table.key not in _COUNT_ANNEXES:
        return
    whole: CountRow = getattr(tally, _COUNT_ANNEXES[table.key])
    lines = (*table.rows, *((table.total,) if table.total else ()))
    for line in lines:
        total, qualified, disqualified, pending, rate = line[1:]
        name = f"附件“{table.title}”中“{line[0]}”"
        counts = (int(total), int(qualified), int(disqualified), int(pending))
        _same(f"{name}检查数", counts[0], "各栏相加", sum(counts[1:]))
        again = Rate(
            counts[1], counts[0] - counts[3], whole.rate.decimals, whole.rate.rounding
        ).text
        _same(f"{name}合格率", rate, "按数量重新计算", again)
    if table.total:
        for column, what in enumerate(COUNT_HEADERS[:-1], start=1):
            added = sum(int(row[column]) for row in table.rows)
            _same(f"附件“{table.title}”{TOTAL}行{what}", table.total[column], "各行相加", added)


# -- the words ----------------------------------------------------------------------------------


def _words(tally: Tally, tables: Sequence[Annex], paragraphs: Iterable[str]) -> None:
    known = witnesses(tally, tables)
    for paragraph in paragraphs:
        shown = clean(plain(paragraph), 40)
        if loose := loose_number(paragraph):
            raise Disagreement(
                f"通报正文“{shown}”中的数字“{loose}”不是由统计数据得出的，请改用模板变量或用汉字书写"
            )
        for one in said(paragraph):
            if one.source not in known:
                raise Disagreement(f"通报正文“{shown}”中的“{one.source}”没有统计依据，已停止生成")
            for where, text in known[one.source]:
                _same(f"通报正文“{shown}”中{one.source}", one.text, where, text)
