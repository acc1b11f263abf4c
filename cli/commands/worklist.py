"""govpatrol worklist: what the machine could not see, for a clerk to fill in."""

from pathlib import Path

import click

from cli.account_papers import worklist_sheet
from cli.group import Chosen
from cli.office import command_office
from cli.options import json_option, write_json
from cli.terminal import screen
from reports.accounts_xlsx import write_sheets
from scheduler.worklist import worklist


@click.command(
    "worklist", help="列出没有取得发布情况的账号，生成表格；填好后用 import posts 导入。"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="文件；不写则存入数据文件夹的 reports",
)
@json_option
@click.pass_obj
def command(chosen: Chosen, output: Path | None, json_file: str | None) -> None:
    """Pending accounts, each with its reason."""
    with command_office(chosen) as office:
        wanted = worklist(office)
        path = output or office.reports / f"待填账号_{office.clock():%Y%m%d}.xlsx"
        write_json(
            json_file,
            lambda: [{"account": w.account.key, "why": w.why, "known": w.known} for w in wanted],
        )
        if not wanted:
            screen.print("没有待填的账号。")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_sheets(
            path,
            [worklist_sheet(wanted)],
            title="待核实的政务新媒体账号",
            issuer=office.settings.office.issuer,
            as_of=office.clock(),
        )
    screen.print(f"待填账号 {len(wanted)} 个：{path}", soft_wrap=True)
