"""Options that several commands share, and how their words are read."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from core.clock import BEIJING, Clock, end_of_day

as_of_option = click.option(
    "--as-of",
    "as_of",
    metavar="日期",
    help="监测时间点：2026-03-31（当天最后一秒）或 2026-03-31T09:00；不写为现在",
)
json_option = click.option(
    "--json",
    "json_file",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar="文件",
    help="同时写出 JSON（“-”为标准输出）",
)


def read_as_of(text: str | None, clock: Clock) -> datetime:
    """The monitoring point that was meant, in Beijing time."""
    if not text:
        return clock().astimezone(BEIJING)
    try:
        if len(text) == len("2026-03-31"):
            return end_of_day(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise click.BadParameter(
            f"看不懂监测时间点“{text}”，应为 2026-03-31 或 2026-03-31T09:00", param_hint="--as-of"
        ) from wrong
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def write_json(json_file: str | None, make: Callable[[], Any]) -> None:
    """Write what `make` gives where the person asked for it."""
    if not json_file:
        return
    text = json.dumps(make(), ensure_ascii=False, indent=2)
    if json_file == "-":
        click.echo(text)
        return
    path = Path(json_file)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as wrong:
        raise click.ClickException(f"写不进 {json_file}：{wrong.strerror}") from wrong
