"""What every place of a notice says about each number: the tally, and each annex read back as printed."""

from collections import Counter
from collections.abc import Sequence

from core.finding import STATE_NAMES, FindingState
from core.subject import SubjectKind
from core.tally import CountRow, Tally
from reports.annexes import Annex, Row, exposed_cells, score_text
from reports.printable import clean

Witnesses = dict[str, list[tuple[str, str]]]
"""Source -> (where it is said, what is said there)."""

_COLUMNS = ("总数", "合格", "不合格", "待定", "合格率")


def witnesses(tally: Tally, tables: Sequence[Annex]) -> Witnesses:
    """All that may be said, and by whom. A source that is not here has no basis."""
    known: Witnesses = {}
    _from_tally(known, tally)
    _from_ledger(known, tally)
    for table in tables:
        _from_table(known, table)
    _from_lists(known, tally, tables)
    return known


def _say(known: Witnesses, source: str, where: str, value: object) -> None:
    known.setdefault(source, []).append((where, str(value)))


def _from_tally(known: Witnesses, tally: Tally) -> None:
    whole = {"网站": tally.sites, "专栏": tally.sections, "新媒体": tally.accounts}
    named = {
        **whole,
        **{f"平台/{clean(row.label)}": row for row in tally.accounts_by_platform},
        **{f"网站地区/{clean(row.label)}": row for row in tally.sites_by_region},
        **{f"新媒体地区/{clean(row.label)}": row for row in tally.accounts_by_region},
    }
    for name, row in named.items():
        for column, value in zip(_COLUMNS, _cells(row), strict=True):
            _say(known, f"{name}.{column}", "汇总数据", value)
        _say(known, f"{name}.已认定", "汇总数据", row.qualified + row.disqualified)
    unsettled = sum(row.pending for row in whole.values())
    _say(known, "待定.总数", "汇总数据", unsettled)
    _say(known, "上期.未整改", "汇总数据", tally.previous_open)
    _say(known, "上期.已整改", "汇总数据", tally.previous_closed)
    _say(known, "上期.总数", "汇总数据", tally.previous_open + tally.previous_closed)
    _say(known, "未录入.总数", "汇总数据", len(tally.unseen_rows))
    for unit in tally.problems_by_unit:
        _say(known, f"单位/{clean(unit.unit)}.数量", "汇总数据", unit.count)
    for name, count in tally.problems_by_type:
        _say(known, f"类型/{clean(name)}.数量", "汇总数据", count)
    if tally.exposed:
        for name, value in zip(
            ("本期", "起", "人", "条"), exposed_cells(tally.exposed), strict=False
        ):
            _say(known, f"泄露.{name}", "汇总数据", value)
    for one in tally.exposed_by_region:
        _say(known, f"泄露/{clean(one.label)}.起", "汇总数据", one.items)
    for band, count in tally.score_bands:
        _say(known, f"分数段/{clean(band)}.数量", "汇总数据", count)


def _cells(row: CountRow) -> tuple[object, ...]:
    return row.total, row.qualified, row.disqualified, row.pending, row.rate.text


def _from_ledger(known: Witnesses, tally: Tally) -> None:
    """Counted here over again, row by row."""
    where = "问题清单"
    _say(known, "问题.总数", where, len(tally.ledger))
    unconfirmed = STATE_NAMES[FindingState.CANDIDATE]
    candidates_in_all = sum(row.state == unconfirmed for row in tally.ledger)
    _say(known, "问题.待确认", where, candidates_in_all)
    by_type: Counter[str] = Counter()
    candidates: Counter[str] = Counter()
    by_unit: Counter[tuple[str, str]] = Counter()
    subjects: set[tuple[str, str, str, str]] = set()
    for row in tally.ledger:
        kind = clean(row.problem_type)
        by_type[kind] += 1
        candidates[kind] += row.state == unconfirmed
        by_unit[kind, clean(row.responsible_unit)] += 1
        subjects.add((kind, row.site_code, row.subject_name, row.home_url))
    involved = Counter(kind for kind, *_ in subjects)
    for kind, count in by_type.items():
        _say(known, f"类型/{kind}.数量", where, count)
        _say(known, f"类型/{kind}.待确认", where, candidates[kind])
        _say(known, f"类型/{kind}.对象", where, involved[kind])
    for (kind, unit), count in by_unit.items():
        _say(known, f"类型/{kind}/{unit}.数量", where, count)


def _from_table(known: Witnesses, table: Annex) -> None:
    where = f"附件“{table.title}”"
    if table.key in ("网站", "新媒体", "平台"):
        if table.total:
            _from_counts(known, where, "网站" if table.key == "网站" else "新媒体", table.total)
        prefix = {"网站": "网站地区", "新媒体": "新媒体地区", "平台": "平台"}[table.key]
        for row in table.rows:
            _from_counts(known, where, f"{prefix}/{row[0]}", row)
    if table.key == "泄露" and table.total:
        for name, value in zip(("本期", "起", "人", "条"), table.total[1:], strict=False):
            _say(known, f"泄露.{name}", where, value)
        for row in dict(table.groups).get("按地区", ()):
            _say(known, f"泄露/{row[0]}.起", where, row[2])
    if table.key == "评分":
        for row in table.rows:
            _say(known, f"得分/{row[2]}/{row[1]}", where, row[3])


def _from_counts(known: Witnesses, where: str, name: str, row: Row) -> None:
    for column, value in zip(_COLUMNS, row[1:], strict=True):
        _say(known, f"{name}.{column}", where, value)


def _from_lists(known: Witnesses, tally: Tally, tables: Sequence[Annex]) -> None:
    """How long each printed list is; a list that is not printed has no lines."""
    printed = {table.key: table for table in tables}
    groups = dict(printed["不合格网站"].groups) if "不合格网站" in printed else {}
    _say(known, "网站.不合格", "不合格名单", len(groups.get("政府网站", ())))
    _say(known, "专栏.不合格", "不合格名单", len(groups.get("信息公开专栏", ())))
    for key, source in (
        ("不合格新媒体", "新媒体.不合格"),
        ("待定", "待定.总数"),
        ("存在问题", "存在问题.总数"),
    ):
        lines = len(printed[key].rows) if key in printed else 0
        _say(known, source, f"附件名单（{key}）", lines)
    for kind, source in (
        ((SubjectKind.SITE,), "存在问题.网站"),
        ((SubjectKind.SECTION,), "存在问题.专栏"),
        ((SubjectKind.ACCOUNT, SubjectKind.APP), "存在问题.新媒体"),
    ):
        _say(known, source, "汇总数据", sum(one.kind in kind for one in tally.faulty))
    for row in tally.scores:
        name = f"得分/{clean(row.code)}/{clean(row.name)}"
        _say(known, name, "汇总数据", score_text(row.score))
