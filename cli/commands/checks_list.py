"""govpatrol checks: what is looked for."""

import click
from rich.table import Table

from checks.registry import all_checks
from cli.options import json_option, write_json
from cli.terminal import screen


@click.command("checks", help="列出全部检查项。")
@json_option
def command(json_file: str | None) -> None:
    """Print id, Chinese name and what each check reads."""
    checks = all_checks().values()
    write_json(
        json_file,
        lambda: [
            {"id": c.id, "title": c.title, "reads": c.reads, "version": c.version, "doc": c.doc}
            for c in checks
        ],
    )
    if json_file == "-":
        return
    table = Table(title=f"检查项（{len(checks)}）", title_justify="left", header_style="bold")
    for head in ("编号", "名称", "读取的事实", "版本"):
        table.add_column(head)
    for one in checks:
        reads = f"{one.reads}（合读）" if one.together else one.reads
        table.add_row(one.id, one.title, reads, str(one.version))
    screen.print(table)
