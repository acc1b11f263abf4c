"""The account papers as sheets: from what the scheduler found to rows of words."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from core.clock import BEIJING
from core.merit import MEASURES, Merit, MeritBook
from core.period import Period
from core.repost import REPOST_NAMES, Repost, RepostOutcome
from core.subject import PLATFORM_NAMES, Account, Platform, Subject
from reports.accounts_xlsx import Sheet
from scheduler.reconcile import Reconciled
from scheduler.reposting import Reposting
from scheduler.worklist import Wanted

_ORDER = (
    RepostOutcome.TIMELY,
    RepostOutcome.LATE,
    RepostOutcome.ALTERED,
    RepostOutcome.MISSING,
    RepostOutcome.UNKNOWN,
)


def worklist_sheet(wanted: Sequence[Wanted]) -> Sheet:
    """Headers are those that `import posts` reads; what it does not know it leaves aside."""
    rows = [
        (
            number,
            one.account.name,
            PLATFORM_NAMES[one.account.platform],
            one.account.handle,
            one.account.sponsor,
            one.why,
            one.known,
            "",
            "",
            "",
            "",
        )
        for number, one in enumerate(wanted, 1)
    ]
    return Sheet(
        "待填",
        "待核实的政务新媒体账号",
        (
            "序号", "账号名称", "平台类型", "账号ID", "主办单位", "未取得的原因", "系统所知最近一条",
            "最新发布日期", "标题", "链接", "是否最新一条",
        ),
        (6, 22, 12, 20, 26, 30, 14, 16, 30, 30, 12),
        rows,
        (
            "请打开账号查看最近一次发布，填写“最新发布日期”（写成 2026-03-05 或 2026-03-05 08:30）；"
            "不填的行导入时略过。填好后用 govpatrol import posts 导入本表，再重新巡查。",
            "“是否最新一条”不填即视为“是”：填表当天查看时，此后没有更新的内容。",
        ),
    )  # fmt: skip


def repost_sheets(found: Reposting) -> list[Sheet]:
    """By unit, line by line, and the tasks with the draw."""
    by_unit: dict[str, Counter[RepostOutcome]] = defaultdict(Counter)
    names = {one.key: one for one in found.subjects}
    titles = {task.id: task.title for task in found.tasks}
    lines = []
    for one in found.reposts:
        subject = names[one.subject]
        by_unit[subject.sponsor or "（未填主办单位）"][one.outcome] += 1
        lines.append(_repost_line(one, subject, titles[one.task]))
    heads = ("单位", "应转载", *(REPOST_NAMES[one] for one in _ORDER))
    units: list[tuple[str | int, ...]] = [
        (unit, sum(counts.values()), *(counts[one] for one in _ORDER))
        for unit, counts in sorted(by_unit.items())
    ]
    title = f"{found.period.title}重要信息转载情况"
    drawn = (
        f"从 {len(found.drawn.pool)} 条任务中抽取 {len(found.drawn.drawn)} 条，"
        f"随机种子 {found.drawn.seed}；同样的任务和种子总抽到同样的条目。",
        "待核的账号、网站没有取得监测窗口内的全部内容，不作未转载认定。",
    )
    return [
        Sheet("单位汇总", title, heads, (30, 10, 10, 14, 26, 10, 26), units, drawn),
        Sheet(
            "逐条",
            "逐条核查结果",
            ("单位", "对象", "类别", "任务", "情况", "发布时间", "网址", "相似度"),
            (26, 24, 12, 36, 16, 18, 40, 8),
            sorted(lines),
        ),
        Sheet(
            "抽查任务",
            "抽到的任务",
            ("标题", "来源", "发布时间", "转载时限"),
            (50, 24, 18, 18),
            [
                (t.title, t.source, f"{t.published:%Y-%m-%d %H:%M}", f"{t.due:%Y-%m-%d %H:%M}")
                for t in found.tasks
            ],
        ),
    ]


def _repost_line(one: Repost, subject: Subject, title: str) -> tuple[str | int, ...]:
    kind = PLATFORM_NAMES[subject.platform] if isinstance(subject, Account) else "网站"
    at = one.found.at if one.found else None
    return (
        subject.sponsor,
        subject.name,
        kind,
        title,
        REPOST_NAMES[one.outcome],
        f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at else "",
        one.found.url if one.found else "",
        f"{one.likeness:.2f}" if one.found else "",
    )


def merit_sheets(
    book: MeritBook, period: Period, found: Sequence[Merit], accounts: Mapping[str, Account]
) -> list[Sheet]:
    """One list a platform."""
    by_platform: dict[Platform, list[Merit]] = defaultdict(list)
    for one in found:
        if one.score is not None:
            by_platform[accounts[one.subject].platform].append(one)
    heads = ("名次", "账号名称", "主办单位", "得分", *MEASURES.values(), "已知权重")
    weights = "、".join(f"{MEASURES[name]} {weight}" for name, weight in book.weights.items())
    notes = (
        f"依据：{book.source}。权重：{weights}。",
        "没有取得的项不计入，得分按已知项的权重折算；已知权重不足的账号不列入。",
    )
    return [
        Sheet(
            PLATFORM_NAMES[platform],
            f"{period.title}{book.title}（{PLATFORM_NAMES[platform]}）",
            heads,
            (6, 24, 28, 8, 10, 12, 10, 12, 10),
            [
                (
                    place,
                    accounts[one.subject].name,
                    accounts[one.subject].sponsor,
                    f"{one.score}",
                    *(_share(one.measures[name]) for name in MEASURES),
                    f"{one.known}",
                )
                for place, one in enumerate(those[: book.listed], 1)
            ],
            notes,
        )
        for platform, those in by_platform.items()
    ]


def _share(value: float | None) -> str:
    return "未取得" if value is None else f"{value:.0%}"


def reconcile_sheets(found: Reconciled) -> list[Sheet]:
    """Shown against registered, opened and closed, silent streaks and proposed closures."""
    title = f"{found.period.title}政务新媒体名录核对"

    def who(account: Account) -> tuple[str, str, str]:
        return account.name, PLATFORM_NAMES[account.platform], account.sponsor

    shown = sorted(found.shown, key=lambda one: (not one.differs, one.account.sponsor))
    return [
        Sheet(
            "登记与显示",
            title,
            (
                "账号名称", "平台", "主办单位", "登记状态", "平台状态", "平台名称", "平台认证主体", "不一致",
            ),
            (22, 12, 26, 10, 10, 22, 26, 24),
            [
                (
                    *who(one.account), one.filed_state, one.shown_state, one.shown_name,
                    one.shown_subject, "、".join(one.differs),
                )
                for one in shown
            ],
        ),
        Sheet(
            "新开与关停",
            "本期新开、关停、注销的账号",
            ("日期", "变化", "账号名称", "平台", "主办单位"),
            (12, 12, 26, 14, 30),
            [(f"{one.day}", one.what, *who(one.account)) for one in found.moved],
        ),
        Sheet(
            "连续不合格",
            "不合格的期数（以本期的长度往前推一年）",
            (
                "账号名称", "平台", "主办单位", "连续不合格期数", "其中连续不更新期数", "一年内被点名次数",
                "被点名的周期", "建议",
            ),
            (24, 12, 26, 12, 12, 12, 40, 12),
            [
                (
                    *who(one.account), one.running, one.silent, len(one.named), "、".join(one.named), one.advice,
                )
                for one in found.streaks
            ],
            ("一年内被点名两次及以上的，参照临沧市2022年第一季度通报，建议关停。",),
        ),
    ]  # fmt: skip
