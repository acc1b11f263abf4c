"""govpatrol inspect: what was read off one page, and why."""

import json
import tomllib
from pathlib import Path

import click

from cli.group import Chosen
from cli.options import json_option, write_json
from core.clock import system_clock
from extract.inspect import describe
from extract.page import read_page
from extract.recipes import RECIPES_FILE, Recipe, load_recipes

MOST_BYTES = 50_000_000


@click.command(
    "inspect", help="看看一个页面读出了什么、为什么。可以是网址，也可以是存下来的网页文件。"
)
@click.argument("target", metavar="文件或网址")
@click.option("--url", default="", help="文件原来的网址（相对链接据此补全）")
@click.option("--render", is_flag=True, help="用浏览器渲染后再读（列表由脚本写出的页面）")
@json_option
@click.pass_obj
def command(chosen: Chosen, target: str, url: str, render: bool, json_file: str | None) -> None:
    """Print the reading; JSON on wish."""
    if "://" in target:
        from cli.fetch import fetch_one

        body, final, content_type = fetch_one(chosen, target)
        url = url or final
    else:
        path = Path(target)
        if not path.is_file():
            raise click.ClickException(f"找不到文件 {target}")
        if path.stat().st_size > MOST_BYTES:
            raise click.ClickException(f"文件超过 {MOST_BYTES // 1_000_000} MB，不再读取")
        body, content_type = path.read_bytes(), ""
    url = url or "http://unknown.invalid/"
    shown = None
    if render:
        from cli.fetch import render_one

        shown = render_one(chosen, url, body, content_type)
        body, content_type = shown.html.encode("utf-8", "replace"), "text/html; charset=utf-8"
    reading = read_page(
        body,
        url,
        fetched_at=system_clock(),
        content_type=content_type,
        recipes=_recipes(Path(chosen.data) / RECIPES_FILE),
    )
    told = describe(reading)
    if shown:
        told["rendered"] = {
            "seconds": shown.seconds,
            "weight": shown.weight,
            "errors": shown.errors,
        }
    if json_file:
        write_json(json_file, lambda: told)
    if json_file != "-":
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _recipes(path: Path) -> tuple[Recipe, ...]:
    if not path.is_file():
        return ()
    try:
        return load_recipes(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValueError as wrong:
        raise click.ClickException(f"读不懂 {path.name}：{wrong}") from wrong
