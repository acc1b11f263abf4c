"""govpatrol tally: count a period."""

import click
from rich.table import Table

from cli.group import Chosen
from cli.office import command_office
from cli.options import json_option, write_json
from cli.period import period_argument, previous_option, read_period
from cli.terminal import screen
from core.codec import encode
from core.tally import CountRow
from scheduler.ledger import count_period


@click.command("tally", help="汇总一个周期：合格率、名单、得分、问题数。")
@period_argument
@previous_option
@json_option
@click.pass_obj
def command(chosen: Chosen, period: str, previous: str, json_file: str | None) -> None:
    """Print the rates; the JSON holds everything that the notice prints."""
    window, before = read_period(period), read_period(previous) if previous else None
    with command_office(chosen) as office:
        counted = count_period(office, window, before)
    write_json(json_file, lambda: encode(counted))
    if json_file == "-":
        return
    table = Table(title=f"{counted.region_name}{window.title}汇总", title_justify="left")
    for head in ("", "总数", "合格", "不合格", "待定", "合格率"):
        table.add_column(head, justify="left" if not head else "right")
    _line(table, "政府网站", counted.sites)
    if counted.sections.total:
        _line(table, "信息公开专栏", counted.sections)
    _line(table, "政务新媒体", counted.accounts)
    for row in counted.accounts_by_platform:
        _line(table, f"  其中：{row.label}", row)
    screen.print(table)
    for kind, count in counted.problems_by_type:
        screen.print(f"  {kind}：{count}")
    if (leaks := counted.exposed) is not None:
        screen.print(
            f"  今年累计泄露个人信息 {leaks.items} 起，涉及 {leaks.people} 人、{leaks.fields} 条"
            f"（本期新增 {leaks.fresh} 起，另有 {leaks.waiting} 起待确认）"
        )
    if counted.pending:
        screen.print(f"[yellow]待定 {len(counted.pending)} 个[/]，不计入合格率的分子和分母。")


def _line(table: Table, label: str, row: CountRow) -> None:
    numbers = (row.total, row.qualified, row.disqualified, row.pending)
    table.add_row(label, *(str(n) for n in numbers), row.rate.text)
