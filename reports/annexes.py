"""附件: the tables of a notice (形制 A, B, C, D), as cells. Word and Excel print the same ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.clock import BEIJING
from core.exposure import LEVEL_NAMES, ExposureRow, Level
from core.subject import SubjectKind
from core.tally import CountRow, FailingRow, ScoreRow, Tally
from core.verdict import GRADE_NAMES
from reports.notice_form import chinese_date
from reports.printable import clean

COUNT_HEADERS = ("检查数", "合格数", "不合格数", "待定数", "合格率")
TOTAL = "合计"
_SITE_LIKE = frozenset({SubjectKind.SITE, SubjectKind.SECTION})
_MANY_UNSEEN = 5
_GRAVEST_FIRST = sorted(Level, reverse=True)

Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """One table. `groups` are (heading or "", rows); `total` is its last line, if it has one."""

    key: str
    title: str
    headers: tuple[str, ...]
    widths: tuple[float, ...]  # mm on A4, 156 in all
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    total: Row | None = None
    note: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """Lines of all groups, without the total."""
        return tuple(row for _, rows in self.groups for row in rows)


def annexes(tally: Tally) -> tuple[Annex, ...]:
    """The tables of this tally, empty ones left out, in the order in which they are numbered."""
    area, period = clean(tally.region_name), clean(tally.period.title)
    window = (
        f"监测数据采集时间：{chinese_date(tally.period.start)}至{chinese_date(tally.period.end)}"
    )
    moment = tally.as_of.astimezone(BEIJING)
    as_of = f"监测时间点：{chinese_date(moment.date())}{moment:%H:%M}"
    unsettled = "待定对象既不计入合格，也不计入不合格，不参与合格率计算。"
    also = "、信息公开专栏" if tally.sections.total else ""
    made = (
        _counts("网站", f"{period}{area}政府网站检查情况", "地区", tally.sites_by_region,
                tally.sites, f"{as_of}。{unsettled}"),
        _counts("新媒体", f"{period}{area}政务新媒体检查情况（按地区）", "地区",
                tally.accounts_by_region, tally.accounts, f"{as_of}。{unsettled}"),
        _counts("平台", f"{period}{area}政务新媒体检查情况（按平台）", "平台",
                tally.accounts_by_platform, tally.accounts, f"{as_of}。{unsettled}"),
        _named("不合格网站", f"{period}{area}不合格政府网站{also}名单",
               [one for one in tally.failing if one.kind in _SITE_LIKE], window),
        _named("不合格新媒体", f"{period}{area}不合格政务新媒体名单",
               [one for one in tally.failing if one.kind not in _SITE_LIKE], window),
        _named("存在问题", f"{period}{area}存在问题的对象名单", tally.faulty,
               f"{window}。列入本表不影响合格与否的认定。"),
        _exposed(tally, f"{tally.period.end.year}年以来{area}公开泄露个人信息情况"),
        _scores(tally, f"{period}{area}政府网站评分表"),
        _pending(tally, f"{period}{area}待定对象名单"),
        _unseen(tally, f"{period}按未触发计的人工核查指标"),
    )  # fmt: skip
    return tuple(one for one in made if one.rows)


def score_text(score: tuple[Decimal, Decimal] | None) -> str:
    """109, 100.5; a span that is not settled yet as 98—101.5; — where no score is given."""
    if score is None:
        return "—"
    low, high = (f"{one.normalize():f}" for one in score)
    return low if low == high else f"{low}—{high}"


def count_cells(row: CountRow) -> Row:
    """The cells of `COUNT_HEADERS`."""
    return (row.total, row.qualified, row.disqualified, row.pending, row.rate.text)


def _counts(
    key: str, title: str, label: str, rows: Sequence[CountRow], total: CountRow, note: str
) -> Annex:
    lines = tuple((clean(row.label), *count_cells(row)) for row in rows)
    return Annex(
        key,
        title,
        (label, *COUNT_HEADERS),
        (46, 22, 22, 22, 22, 22),
        (("", lines),),
        (TOTAL, *count_cells(total)) if lines else None,
        note,
    )


def _named(key: str, title: str, rows: Sequence[FailingRow], note: str) -> Annex:
    """Shapes B and C: grouped by what they are, numbered anew in each group."""
    groups: dict[str, list[FailingRow]] = {}
    for row in rows:
        groups.setdefault(_group(row), []).append(row)
    return Annex(
        key,
        title,
        ("序号", "地区", "主管单位", "名称", "存在问题"),
        (14, 24, 34, 40, 44),
        tuple(
            (
                name,
                tuple(
                    (
                        number,
                        clean(one.region),
                        clean(one.supervisor),
                        clean(one.name),
                        "、".join(clean(reason) for reason in one.reasons),
                    )
                    for number, one in enumerate(members, start=1)
                ),
            )
            for name, members in groups.items()
        ),
        note=note,
    )


def _group(row: FailingRow) -> str:
    if row.kind is SubjectKind.SITE:
        return "政府网站"
    return "信息公开专栏" if row.kind is SubjectKind.SECTION else clean(row.platform) or "其他平台"


EXPOSED_HEADERS = (
    "本期新增",
    "累计起数",
    "人数",
    "条数",
    *(LEVEL_NAMES[level] for level in _GRAVEST_FIRST),
    "待确认",
)


def exposed_cells(row: ExposureRow) -> Row:
    """The cells of `EXPOSED_HEADERS`."""
    return (row.fresh, row.items, row.people, row.fields, *row.levels, row.waiting)


def _exposed(tally: Tally, title: str) -> Annex:
    """By county, then by unit; the total counts nobody twice."""
    groups = (("按地区", tally.exposed_by_region), ("按主管单位", tally.exposed_by_unit))
    return Annex(
        "泄露",
        title,
        ("范围", *EXPOSED_HEADERS),
        (36, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12),
        tuple(
            (name, tuple((clean(row.label) or "未注明", *exposed_cells(row)) for row in rows))
            for name, rows in groups
            if rows
        ),
        (TOTAL, *exposed_cells(tally.exposed)) if tally.exposed else None,
        "自1月1日起累计，一个页面或附件为一起，已删除、已整改的也计入；同一人在几处出现只计一人。"
        "后五列等级按起计。待确认的未经人工确认，不计入其他各列。",
    )


def _scores(tally: Tally, title: str) -> Annex:
    return Annex(
        "评分",
        title,
        ("地区", "网站名称", "网站标识码", "得分", "评价结果"),
        (24, 52, 32, 24, 24),
        (("", tuple(_score(row) for row in tally.scores)),),
        note="得分为区间的，尚有指标未能查明。" if _has_spans(tally.scores) else "",
    )


def _score(row: ScoreRow) -> Row:
    return (
        clean(row.region), clean(row.name), clean(row.code), score_text(row.score),
        GRADE_NAMES[row.grade],
    )  # fmt: skip


def _has_spans(rows: Sequence[ScoreRow]) -> bool:
    return any(row.score and row.score[0] != row.score[1] for row in rows)


def _pending(tally: Tally, title: str) -> Annex:
    lines = tuple(
        (number, clean(one.region), clean(one.name), clean(one.platform) or "—", clean(one.reason))
        for number, one in enumerate(tally.pending, start=1)
    )
    return Annex(
        "待定", title, ("序号", "地区", "名称", "平台", "未能认定的原因"), (14, 24, 42, 28, 48),
        (("", lines),), note="待定对象查明前不作合格或不合格的认定。",
    )  # fmt: skip


def _unseen(tally: Tally, title: str) -> Annex:
    """Only where they are too many for a sentence."""
    rows = tally.unseen_rows if len(tally.unseen_rows) > _MANY_UNSEEN else ()
    lines = tuple((number, clean(name)) for number, name in enumerate(rows, start=1))
    return Annex("未录入", title, ("序号", "指标"), (16, 140), (("", lines),))
