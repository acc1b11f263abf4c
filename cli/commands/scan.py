"""govpatrol scan: one subject, now."""

import signal
from threading import Event
from typing import Any

import click

from cli.group import Chosen
from cli.office import command_office
from cli.options import as_of_option, json_option, read_as_of, write_json
from cli.outputs import write_run_report
from cli.scan_json import scan_json
from cli.target import find_target
from cli.terminal import board, print_findings, screen, verdict_table
from core.run import Run
from scheduler.scan import carry_out, sealed, start_run
from storage.findings import list_findings
from storage.results import results_of
from storage.subjects import add_unregistered
from storage.verdicts import verdicts_of


@click.command("scan", help="扫描一个对象：网址、网站标识码，或名录中的账号名称。")
@click.argument("target", metavar="网址或标识码")
@as_of_option
@json_option
@click.option("--no-report", is_flag=True, help="不生成离线报告（html）")
@click.pass_obj
def command(
    chosen: Chosen, target: str, as_of: str | None, json_file: str | None, no_report: bool
) -> None:
    """Scan it, print what was found, and write what was asked for."""
    with command_office(chosen) as office:
        moment = read_as_of(as_of, office.clock)
        subject = find_target(office, target)
        with office.database.write() as tx:
            add_unregistered(tx, [subject])
        stop = Event()
        signal.signal(signal.SIGINT, lambda *_: stop.set())
        run = start_run(office, "scan", [subject], moment)
        if not run.planned:
            raise click.ClickException(f"“{subject.name}”在名录中已关停或注销，不再扫描。")
        with board(run.planned) as watch:
            run = carry_out(office, run, watch, stop)
        if stop.is_set():
            raise click.ClickException(f"已中止。已抓取的部分留在 {office.folder}。")
        with office.database.read() as tx:
            verdict = next(iter(verdicts_of(tx, run.id)), None)
            results = results_of(tx, run.id, subject.key)
            found = {f.fingerprint: f for f in list_findings(tx, subject=subject.key)}
        try:
            dossier = sealed(office, run.id, subject)
        except ValueError as wrong:
            raise click.ClickException(f"扫描没有完成：{wrong}。详情见日志。") from wrong
        report: dict[str, Any] = scan_json(dossier, verdict, results, found, _seconds(run))
        screen.print(verdict_table([subject], {verdict.subject: verdict} if verdict else {}, {}))
        print_findings(report["findings"])
        if report["gaps"]:
            screen.print(f"[yellow]有 {len(report['gaps'])} 处没有看到[/]，详见报告“没有看到的”。")
        for note in run.health.notes:
            screen.print(f"[yellow]{note}[/]")
        write_json(json_file, lambda: report)
        if not no_report:
            screen.print(f"离线报告：{write_run_report(office, run)}")


def _seconds(run: Run) -> float:
    return (run.finished - run.started).total_seconds() if run.finished else 0.0
