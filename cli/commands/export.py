"""govpatrol export: the violation list."""

import getpass
from pathlib import Path

import click

from cli.group import Chosen
from cli.office import command_office
from cli.period import period_argument, previous_option, read_period
from cli.terminal import screen
from reports.ledger_xlsx import write_ledger
from reports.tally_xlsx import write_tally
from scheduler.ledger import count_period
from storage.review import issue


@click.command("export", help="导出 Excel：findings 为问题清单（19 列），tally 为汇总附表。")
@click.argument("what", type=click.Choice(["findings", "tally"]), metavar="findings|tally")
@period_argument
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="文件"
)
@click.option("--per-kind", is_flag=True, help="每类问题另出一张工作表")
@click.option("--per-unit", is_flag=True, help="每个责任单位另出一张工作表")
@previous_option
@click.option(
    "--issue", "issued", is_flag=True, help="清单已下发：其中已确认、重复出现的问题记为“已下发”"
)
@click.option("--by", default=getpass.getuser, show_default="当前用户", help="下发人")
@click.pass_obj
def command(
    chosen: Chosen,
    what: str,
    period: str,
    output: Path,
    per_kind: bool,
    per_unit: bool,
    previous: str,
    issued: bool,
    by: str,
) -> None:
    """Write the workbook; with --issue its confirmed findings are on their way to the units."""
    if issued and what != "findings":
        raise click.UsageError("--issue 只用于问题清单（findings）。")
    window, before = read_period(period), read_period(previous) if previous else None
    with command_office(chosen) as office:
        counted = count_period(office, window, before)
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            if what == "tally":
                write_tally(counted, output)
            else:
                write_ledger(counted, output, per_kind=per_kind, per_unit=per_unit)
        except (OSError, ValueError) as wrong:
            raise click.ClickException(f"没有写成 {output}：{wrong}") from wrong
        screen.print(f"{output}：{len(counted.ledger)} 条问题")
        if issued:
            listed = [row.finding_id for row in counted.ledger]
            with office.database.write() as tx:
                sent = issue(tx, listed, by.strip(), office.clock(), f"{window.title}问题清单")
            screen.print(f"其中 {sent} 条记为“已下发”；尚未确认的不下发，请先复核。")
    if counted.pending:
        screen.print(f"[yellow]另有 {len(counted.pending)} 个对象待定[/]，见“说明”页。")
