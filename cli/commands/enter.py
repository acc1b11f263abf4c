"""govpatrol enter: what a person found for a row that no machine judges."""

import getpass
from decimal import Decimal, InvalidOperation

import click

from cli.group import Chosen
from cli.office import command_office
from cli.period import read_period
from cli.target import find_target
from cli.terminal import screen
from core.indicator import Indicator, Rulebook
from core.subject import Subject
from core.verdict import GRADE_NAMES, Entry
from registry.entries import misfit
from scheduler.rejudge import give_anew
from scoring.standing import applies
from storage.entries import add_entries
from storage.subjects import get_subject


@click.command("enter", help="录入人工核查结果：指标集里由人工或台账判定的一行。")
@click.argument("target", metavar="对象")
@click.argument("indicator", metavar="指标编号")
@click.option(
    "--found", type=click.IntRange(0), required=True, help="发现几处；0 表示查过，没有问题"
)
@click.option("--points", metavar="分值", help="加分行填所加的分；扣分行不写则按每处分值计算")
@click.option("--period", required=True, metavar="周期", help="这次核查管哪个周期，如 2026Q1")
@click.option("--reason", required=True, help="依据（必填，写入记录）")
@click.option("--url", default="", help="佐证网址")
@click.option("--by", default=getpass.getuser, show_default="当前用户", help="核查人")
@click.pass_obj
def command(
    chosen: Chosen,
    target: str,
    indicator: str,
    found: int,
    points: str | None,
    period: str,
    reason: str,
    url: str,
    by: str,
) -> None:
    """Write the entry; the subject's verdict is given anew."""
    if not reason.strip():
        raise click.BadParameter("依据不能为空", param_hint="--reason")
    window = read_period(period)
    with command_office(chosen) as office:
        subject = find_target(office, target)
        with office.database.read() as tx:
            if get_subject(tx, subject.key) is None:
                raise click.ClickException("只有名录中的对象可以录入核查结果，请先导入名录。")
        row = _row(office.rulebook, indicator, subject)
        entry = Entry(
            subject.key,
            row.id,
            found,
            by.strip(),
            office.clock(),
            reason.strip(),
            _points(points),
            url.strip(),
            window,
        )
        if wrong := misfit(entry, row):
            raise click.BadParameter(wrong, param_hint="--points")
        with office.database.write() as tx:
            added = add_entries(tx, [entry])
        verdict = give_anew(office, subject.key)
    said = "没有发现问题" if not found else f"{found} 处"
    done = "已录入" if added else "与已有的录入相同"
    screen.print(f"{subject.name} {row.id} {row.title}：{said}（{window.title}），{done}")
    if verdict is None or not window.holds(verdict.as_of):
        screen.print("该周期内还没有这个对象的运行结果，下次运行时计入。")
    else:
        screen.print(f"该对象现在的结论：{GRADE_NAMES[verdict.grade]}")


def _row(rulebook: Rulebook, name: str, subject: Subject) -> Indicator:
    """The row that was meant, if people may speak of it for this subject."""
    row = next((r for r in rulebook.indicators if r.id == name.strip().upper()), None)
    if row is None:
        raise click.ClickException(
            f"指标集“{rulebook.title}”里没有 {name}。编号见 docs/indicators.md。"
        )
    if row.checks:
        raise click.ClickException(
            f"{row.id}“{row.title}”由系统检查，请用 govpatrol rule 对具体问题作复核结论。"
        )
    if not applies(row, subject):
        raise click.ClickException(f"{row.id}“{row.title}”不适用于“{subject.name}”。")
    return row


def _points(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        points = Decimal(text)
    except InvalidOperation as wrong:
        raise click.BadParameter("应为数字，如 1.5", param_hint="--points") from wrong
    if not points.is_finite() or points < 0:
        raise click.BadParameter("应为数字，如 1.5", param_hint="--points")
    return points
