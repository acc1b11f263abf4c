"""govpatrol exempt: a dated permission for one finding, or for a whole check on its subject."""

import getpass
from datetime import date

import click

from cli.group import Chosen
from cli.office import command_office
from cli.terminal import screen
from core.clock import beijing_day
from core.finding import Exemption
from core.verdict import GRADE_NAMES
from scheduler.rejudge import give_anew
from storage.findings import find_finding
from storage.review import add_exemption


@click.command("exempt", help="对一条问题给出有期限的豁免，到期后自动恢复计算。")
@click.argument("finding", metavar="问题编号")
@click.option("--until", required=True, metavar="日期", help="最后一天，如 2026-06-30")
@click.option("--reason", required=True, help="理由（必填，写入记录）")
@click.option("--by", default=getpass.getuser, show_default="当前用户", help="批准人")
@click.option("--whole-check", is_flag=True, help="该对象的这一检查项全部豁免，不限于这一处")
@click.pass_obj
def command(
    chosen: Chosen, finding: str, until: str, reason: str, by: str, whole_check: bool
) -> None:
    """Write the permission; the subject's verdict is given anew."""
    if not reason.strip():
        raise click.BadParameter("理由不能为空", param_hint="--reason")
    try:
        last = date.fromisoformat(until)
    except ValueError as wrong:
        raise click.BadParameter("应写成 2026-06-30", param_hint="--until") from wrong
    with command_office(chosen) as office:
        now = office.clock()
        if last < beijing_day(now):
            raise click.BadParameter("已经过去了", param_hint="--until")
        with office.database.write() as tx:
            found = find_finding(tx, finding)
            if found is None:
                raise click.ClickException(
                    f"没有编号为 {finding} 的问题。用 govpatrol findings 查看编号。"
                )
            locus = "" if whole_check else found.locus
            add_exemption(
                tx,
                Exemption(found.subject, found.check, last, by.strip(), now, reason.strip(), locus),
            )
        verdict = give_anew(office, found.subject)
    what = "这一检查项" if whole_check else "这一处"
    screen.print(f"{found.id}：{what}豁免至 {last}（含当天；{by}：{reason}）")
    if verdict:
        screen.print(f"该对象现在的结论：{GRADE_NAMES[verdict.grade]}")
