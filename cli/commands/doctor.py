"""govpatrol doctor: what is active on this machine, and why the rest is not."""

import os
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from checks.wording.engines import report
from cli.group import Chosen
from cli.office import read_overrides
from cli.options import json_option, write_json
from cli.terminal import screen
from config.settings import load
from scheduler.browser import find_browser


@click.command(
    "doctor", help="看看本机哪些引擎可用、哪些不可用及原因：浏览器、文字引擎、图片识别。"
)
@json_option
@click.pass_obj
def command(chosen: Chosen, json_file: str | None) -> None:
    """Print one line an engine."""
    env = {k: v for k, v in os.environ.items() if k.startswith("GOVPATROL_") and "__" in k}
    try:
        models = load(Path(chosen.data), env, read_overrides(chosen.overrides)).pycorrector
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    browser = find_browser(os.environ)
    lines = [
        (
            "浏览器",
            bool(browser),
            browser or "没有找到 Chromium、Chrome 或 Edge：由脚本生成的页面记为未能测定",
        )
    ]
    lines += [
        (one.name, one.active, one.why)
        for one in report(models.paths, Path(models.python) if models.python else None)
    ]
    write_json(json_file, lambda: [{"name": n, "active": a, "why": w} for n, a, w in lines])
    if json_file == "-":
        return
    table = Table(title="本机可用的引擎", title_justify="left", header_style="bold")
    for head in ("引擎", "状态", "说明"):
        table.add_column(head, overflow="fold")
    for name, active, why in lines:
        table.add_row(name, "[green]可用[/]" if active else "[yellow]不可用[/]", escape(why))
    screen.print(table)
