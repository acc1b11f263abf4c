"""govpatrol export: the violation list."""

from pathlib import Path

import click

from cli.group import Chosen
from cli.office import command_office
from cli.period import period_argument, previous_option, read_period
from cli.terminal import screen
from reports.ledger_xlsx import write_ledger
from reports.tally_xlsx import write_tally
from scheduler.ledger import count_period


@click.command("export", help="导出 Excel：findings 为问题清单（19 列），tally 为汇总附表。")
@click.argument("what", type=click.Choice(["findings", "tally"]), metavar="findings|tally")
@period_argument
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="文件"
)
@click.option("--per-kind", is_flag=True, help="每类问题另出一张工作表")
@click.option("--per-unit", is_flag=True, help="每个责任单位另出一张工作表")
@previous_option
@click.pass_obj
def command(
    chosen: Chosen,
    what: str,
    period: str,
    output: Path,
    per_kind: bool,
    per_unit: bool,
    previous: str,
) -> None:
    """Write the workbook."""
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
    if counted.pending:
        screen.print(f"[yellow]另有 {len(counted.pending)} 个对象待定[/]，见“说明”页。")
