"""govpatrol rule: a person's decision about one finding."""

import getpass

import click

from cli.group import Chosen
from cli.office import command_office
from cli.terminal import screen
from core.finding import STATE_NAMES, Decision, Ruling
from core.verdict import GRADE_NAMES
from scheduler.rejudge import give_anew
from storage.findings import find_finding
from storage.review import add_ruling


@click.command("rule", help="对一条问题作出复核结论。FINDING 为问题编号，如 WT2026000123。")
@click.argument("finding", metavar="问题编号")
@click.argument(
    "decision", type=click.Choice([d.value for d in Decision]), metavar="confirm|dismiss"
)
@click.option("--reason", required=True, help="理由（必填，写入记录）")
@click.option("--by", default=getpass.getuser, show_default="当前用户", help="复核人")
@click.pass_obj
def command(chosen: Chosen, finding: str, decision: str, reason: str, by: str) -> None:
    """Write the ruling; the next verdict of the subject counts it."""
    if not reason.strip():
        raise click.BadParameter("理由不能为空", param_hint="--reason")
    with command_office(chosen) as office:
        with office.database.write() as tx:
            found = find_finding(tx, finding)
            if found is None:
                raise click.ClickException(
                    f"没有编号为 {finding} 的问题。用 govpatrol findings 查看编号。"
                )
            before, decided = found.state, Decision(decision)
            add_ruling(
                tx, Ruling(found.fingerprint, decided, by.strip(), office.clock(), reason.strip())
            )
            after = find_finding(tx, found.id)
        verdict = give_anew(office, found.subject)
    now = STATE_NAMES[after.state if after else before]
    screen.print(f"{found.id}：{STATE_NAMES[before]} → {now}（{by}：{reason}）")
    if verdict:
        screen.print(f"该对象现在的结论：{GRADE_NAMES[verdict.grade]}")
