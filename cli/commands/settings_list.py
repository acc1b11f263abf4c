"""govpatrol settings: every value and which layer gave it."""

import os
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from cli.group import Chosen
from cli.office import read_overrides
from cli.options import json_option, write_json
from cli.terminal import screen
from config.settings import describe, load


@click.command(
    "settings", help="列出全部设置：现值、来源（默认值、本地文件、环境变量、命令行）和说明。"
)
@json_option
@click.pass_obj
def command(chosen: Chosen, json_file: str | None) -> None:
    """Opens no database: a wrong setting can be looked at while nothing else works."""
    env = {k: v for k, v in os.environ.items() if k.startswith("GOVPATROL_") and "__" in k}
    try:
        told = describe(load(Path(chosen.data), env, read_overrides(chosen.overrides)))
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    write_json(
        json_file,
        lambda: [
            {"key": d.key, "value": d.value, "layer": d.layer, "comment": d.comment} for d in told
        ],
    )
    if json_file == "-":
        return
    table = Table(title="设置", title_justify="left", header_style="bold")
    for head in ("键", "现值", "来源", "说明"):
        table.add_column(head, overflow="fold")
    for one in told:
        style = "" if one.layer == "默认值" else "bold"
        table.add_row(
            one.key, escape(one.value) or "（空）", one.layer, escape(one.comment), style=style
        )
    screen.print(table)
