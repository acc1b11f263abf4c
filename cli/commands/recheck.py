"""govpatrol recheck: is a leak still where it was?"""

import getpass

import click

from checks.privacy.telling import LEAK_CHECKS
from cli.group import Chosen
from cli.office import command_office
from cli.terminal import screen
from core.finding import STATE_NAMES
from scheduler.rejudge import give_anew
from scheduler.relook import relook, settle
from storage.findings import find_finding


@click.command(
    "recheck",
    help="再看一处个人信息泄露：页面或附件的原址、另一协议下的同一地址，以及同一人的信息还在哪些问题里。"
    "页面撤下记为“已删除”，改为脱敏记为“已整改”，附件仍可下载则仍未了结。",
)
@click.argument("finding", metavar="问题编号")
@click.option("--by", default=getpass.getuser, show_default="当前用户", help="复查人")
@click.pass_obj
def command(chosen: Chosen, finding: str, by: str) -> None:
    """Fetch now, tell, and write down what changed."""
    with command_office(chosen) as office:
        with office.database.read() as tx:
            found = find_finding(tx, finding)
        if found is None:
            raise click.ClickException(
                f"没有编号为 {finding} 的问题。用 govpatrol findings 查看编号。"
            )
        if found.check not in LEAK_CHECKS:
            raise click.ClickException(f"{found.id} 不是个人信息泄露问题，随下次扫描复查。")
        try:
            seen = relook(office, found)
        except ValueError as wrong:
            raise click.ClickException(str(wrong)) from wrong
        settle(office, seen, by.strip())
        if seen.becomes:
            give_anew(office, found.subject)
    for place in seen.places:
        detail = f"（{place.detail}）" if place.detail else ""
        screen.print(f"{place.there.value}{detail}　{place.url}", markup=False)
    for one in seen.elsewhere:
        screen.print(f"同一人的信息另见于 {one.id}　{one.evidence.url}", markup=False)
    now = STATE_NAMES[seen.becomes or found.state]
    screen.print(f"{found.id}：{STATE_NAMES[found.state]} → {now}")
