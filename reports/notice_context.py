"""The Chinese variables that a notice template may use, all of them read off one Tally."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from core.clock import BEIJING
from core.finding import STATE_NAMES, FindingState
from core.subject import SubjectKind
from core.tally import CountRow, FailingRow, LedgerRow, ScoreRow, Tally
from core.verdict import Grade
from reports.annexes import Annex, score_text
from reports.figures import Figure, Share, quoted
from reports.notice_form import NoticeForm, chinese_date
from reports.printable import clean, marked

NO_ISSUER = "（印发单位）"
"""Stands where the office has not said its name: a gap that the clerk sees."""

EXAMPLES = 3
UNITS = 5
REASONS = 3
DETAILED_TYPES = 8
_LONGEST_EXAMPLE = 80
CANDIDATE = STATE_NAMES[FindingState.CANDIDATE]
_NOT_SHOWN = frozenset(STATE_NAMES[one] for one in (FindingState.DISMISSED, FindingState.EXEMPTED))
_NUMERALS = "〇一二三四五六七八九"


def context(tally: Tally, tables: Sequence[Annex], form: NoticeForm) -> dict[str, object]:
    """Names and values. Whole numbers are Figures, rates and scores Shares, names quoted."""
    as_of = tally.as_of.astimezone(BEIJING)
    numbers = {table.key: f"附件{at}" for at, table in enumerate(tables, start=1)}
    if len(tables) == 1:
        numbers = dict.fromkeys(numbers, "附件")
    chapter, section = _numbering()
    types = _types(tally)
    # A single type left over is told like the others.
    detailed = len(types) if len(types) <= DETAILED_TYPES + 1 else DETAILED_TYPES
    reasons = [name for name, _ in Counter(row.reason for row in tally.pending).most_common()]
    return {
        "印发单位": clean(tally.issuer) or NO_ISSUER,
        "区域": clean(tally.region_name) or "本地区",
        "周期": clean(tally.period.title),
        "起": chinese_date(tally.period.start),
        "止": chinese_date(tally.period.end),
        "监测时间点": f"{chinese_date(as_of.date())}{as_of:%H:%M}",
        "指标集": _book(clean(tally.rulebook_title)),
        "主送": quoted(form.addressees),
        "整改期限": chinese_date(form.rectify_by) if form.rectify_by else "",
        "报送": quoted(form.report_to) if form.report_to else "",
        "网站": _counts("网站", tally.sites),
        "专栏": _counts("专栏", tally.sections),
        "新媒体": _counts("新媒体", tally.accounts),
        "平台列表": [
            _counts(f"平台/{clean(row.label)}", row) for row in tally.accounts_by_platform
        ],
        "不合格网站": _named(tally.failing, {SubjectKind.SITE}),
        "不合格专栏": _named(tally.failing, {SubjectKind.SECTION}),
        "不合格新媒体": _named(tally.failing, {SubjectKind.ACCOUNT, SubjectKind.APP}),
        "存在问题": _faulty(tally),
        "泄露": _exposed(tally),
        "得分": _scores(tally.scores),
        "分数段": [
            {"名称": quoted(band), "数量": Figure(count, f"分数段/{clean(band)}.数量")}
            for band, count in tally.score_bands
        ],
        "待定": {
            "总数": Figure(len(tally.pending), "待定.总数"),
            "原因": [quoted(one) for one in reasons[:REASONS]],
            "原因未列完": len(reasons) > REASONS,
        },
        "问题": {
            "总数": Figure(len(tally.ledger), "问题.总数"),
            "待确认": Figure(sum(row.state == CANDIDATE for row in tally.ledger), "问题.待确认"),
        },
        "类型列表": types[:detailed],
        "其余类型": types[detailed:],
        "单位列表": [
            {"名称": quoted(one.unit), "数量": Figure(one.count, f"单位/{clean(one.unit)}.数量")}
            for one in sorted(tally.problems_by_unit, key=lambda one: -one.count)[:UNITS]
            if one.unit
        ],
        "上期": {
            "名称": quoted(form.previous),
            "总数": Figure(tally.previous_open + tally.previous_closed, "上期.总数"),
            "已整改": Figure(tally.previous_closed, "上期.已整改"),
            "未整改": Figure(tally.previous_open, "上期.未整改"),
        },
        "未录入": {
            "总数": Figure(len(tally.unseen_rows), "未录入.总数"),
            "指标": [quoted(one) for one in tally.unseen_rows],
        },
        "附件": lambda key: numbers.get(key, ""),
        "章": chapter,
        "节": section,
    }


def _counts(source: str, row: CountRow) -> dict[str, object]:
    return {
        "名称": clean(row.label),
        "总数": Figure(row.total, f"{source}.总数"),
        "合格": Figure(row.qualified, f"{source}.合格"),
        "不合格": Figure(row.disqualified, f"{source}.不合格"),
        "待定": Figure(row.pending, f"{source}.待定"),
        "已认定": Figure(row.qualified + row.disqualified, f"{source}.已认定"),
        "合格率": Share(row.rate.text, f"{source}.合格率"),
    }


def _named(rows: Sequence[FailingRow], kinds: set[SubjectKind]) -> list[dict[str, object]]:
    return [
        {
            "名称": quoted(one.name),
            "平台": clean(one.platform),
            "主管": quoted(one.supervisor),
            "地区": quoted(one.region),
            "原因": quoted("、".join(one.reasons), _LONGEST_EXAMPLE),
        }
        for one in rows
        if one.kind in kinds
    ]


def _faulty(tally: Tally) -> dict[str, object]:
    sites = sum(one.kind is SubjectKind.SITE for one in tally.faulty)
    sections = sum(one.kind is SubjectKind.SECTION for one in tally.faulty)
    return {
        "总数": Figure(len(tally.faulty), "存在问题.总数"),
        "网站": Figure(sites, "存在问题.网站"),
        "专栏": Figure(sections, "存在问题.专栏"),
        "新媒体": Figure(len(tally.faulty) - sites - sections, "存在问题.新媒体"),
    }


def _exposed(tally: Tally) -> dict[str, object] | None:
    """None where no leak was confirmed this year."""
    row = tally.exposed
    if row is None or not row.items:
        return None
    return {
        "本期": Figure(row.fresh, "泄露.本期"),
        "起": Figure(row.items, "泄露.起"),
        "人": Figure(row.people, "泄露.人"),
        "条": Figure(row.fields, "泄露.条"),
        "地区": [
            {"名称": quoted(one.label), "起": Figure(one.items, f"泄露/{clean(one.label)}.起")}
            for one in tally.exposed_by_region
            if one.items
        ],
    }


def _scores(rows: Sequence[ScoreRow]) -> dict[str, object] | None:
    """Best and worst among those whose score can change no more; None below two different ones."""
    settled = sorted(
        (row for row in rows if row.score and row.score[0] == row.score[1]
         and row.grade is not Grade.PENDING),
        key=lambda row: row.score or (),
    )  # fmt: skip
    if not settled or settled[0].score == settled[-1].score:
        return None
    return {
        name: {
            "名称": quoted(row.name),
            "分": Share(score_text(row.score), f"得分/{clean(row.code)}/{clean(row.name)}"),
        }
        for name, row in (("最高", settled[-1]), ("最低", settled[0]))
    }


def _types(tally: Tally) -> list[dict[str, object]]:
    rows: dict[str, list[LedgerRow]] = {}
    for row in tally.ledger:
        rows.setdefault(clean(row.problem_type), []).append(row)
    most_first = sorted(tally.problems_by_type, key=lambda one: -one[1])
    return [_type(clean(name), count, rows.get(clean(name), [])) for name, count in most_first]


def _type(name: str, count: int, rows: Sequence[LedgerRow]) -> dict[str, object]:
    source = f"类型/{name}"
    units = Counter(clean(row.responsible_unit) for row in rows if clean(row.responsible_unit))
    subjects = {(row.site_code, row.subject_name, row.home_url) for row in rows}
    return {
        "名称": name or "其他",
        "数量": Figure(count, f"{source}.数量"),
        "对象": Figure(len(subjects), f"{source}.对象"),
        "待确认": Figure(sum(row.state == CANDIDATE for row in rows), f"{source}.待确认"),
        "单位": [
            {"名称": quoted(unit), "数量": Figure(many, f"{source}/{unit}.数量")}
            for unit, many in units.most_common(UNITS)
        ],
        "例": list(islice(_examples(rows), EXAMPLES)),
    }


def _examples(rows: Sequence[LedgerRow]) -> Iterable[dict[str, str]]:
    """One of each subject; what a person has confirmed comes before what only the machine says."""
    told: set[str] = set()
    for row in sorted(rows, key=lambda row: row.state == CANDIDATE):
        if row.state in _NOT_SHOWN or row.subject_name in told:
            continue
        told.add(row.subject_name)
        words = clean(marked(row.description, "【", "】"))[:_LONGEST_EXAMPLE].rstrip("。；;")
        yield {"对象": quoted(row.subject_name), "描述": quoted(words)}


def _book(title: str) -> str:
    """《…》（国办秘函〔2019〕19号）: only the name stands between the signs."""
    if "《" in title:
        return title
    name, bracket, rest = title.partition("（")
    return f"《{name}》{bracket}{rest}"


def _numbering() -> tuple[Callable[[], str], Callable[[], str]]:
    """一、 二、 … and （一） （二） …, counted as they are called: a section left out leaves no hole."""
    at = {"chapter": 0, "section": 0}

    def chapter() -> str:
        at["chapter"] += 1
        at["section"] = 0
        return f"{numeral(at['chapter'])}、"

    def section() -> str:
        at["section"] += 1
        return f"（{numeral(at['section'])}）"

    return chapter, section


def numeral(number: int) -> str:
    """一 … 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones else "")
