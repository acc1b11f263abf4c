"""govpatrol serve: unattended."""

import logging
import signal
from threading import Event

import click

from cli.group import Chosen
from cli.logs import start_logging
from cli.office import command_office
from cli.outputs import write_ledger_of_run, write_run_report
from core.run import Run
from scheduler.serve import LockHeldError, serve


@click.command(
    "serve", help="无人值守：按时间表扫描、探测、巡查账号，写每日清单。Ctrl+C 做完手上的再停。"
)
@click.pass_obj
def command(chosen: Chosen) -> None:
    """Run until told to stop."""
    start_logging()
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with command_office(chosen) as office:

        def daily(run: Run) -> None:
            logging.getLogger("govpatrol").info(
                "每日清单：%s；报告：%s",
                write_ledger_of_run(office, run),
                write_run_report(office, run),
            )

        try:
            serve(office, daily, stop)
        except LockHeldError as held:
            raise click.ClickException(str(held)) from held
