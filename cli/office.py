"""Open the office for a command; what goes wrong becomes a sentence and exit code 1."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cli.group import Chosen
from cli.logs import start_logging
from core.clock import Clock, system_clock
from scheduler.office import Office, open_office
from storage.database import UnusableDatabaseError


def read_overrides(words: tuple[str, ...]) -> dict[str, str]:
    """The `--set section.key=value` of the command line."""
    pairs = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            raise click.BadParameter(f"“{word}”应写成 节.键=值", param_hint="--set")
        pairs[key.strip()] = value.strip()
    return pairs


@contextmanager
def command_office(chosen: Chosen, clock: Clock = system_clock) -> Iterator[Office]:
    """The office of `--data`, with the settings of `--set`."""
    if not logging.getLogger().handlers:
        start_logging(logging.WARNING)
    try:
        opened = open_office(Path(chosen.data), os.environ, read_overrides(chosen.overrides), clock)
        office = opened.__enter__()
    except (ValueError, UnusableDatabaseError) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    except OSError as wrong:
        raise click.ClickException(f"数据文件夹 {chosen.data} 用不了：{wrong.strerror}") from wrong
    try:
        yield office
    finally:
        opened.__exit__(None, None, None)
