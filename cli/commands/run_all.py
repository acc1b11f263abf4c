"""govpatrol run: every subject of the registry, once."""

import signal
from threading import Event

import click

from cli.group import Chosen
from cli.office import command_office
from cli.options import as_of_option, json_option, read_as_of, write_json
from cli.outputs import run_json, write_ledger_of_run, write_run_report
from cli.terminal import board, screen, verdict_table
from core.subject import SubjectKind
from scheduler.scan import carry_out, start_run
from storage.runs import return_taken, unfinished_runs
from storage.subjects import list_subjects
from storage.verdicts import verdicts_of

KINDS = {
    "sites": (SubjectKind.SITE, SubjectKind.SECTION),
    "accounts": (SubjectKind.ACCOUNT, SubjectKind.APP),
}


@click.command("run", help="把名录中的全部对象扫描一遍。被中断过的会接着做完。")
@click.option("--only", type=click.Choice(sorted(KINDS)), help="只扫网站或只扫账号")
@click.option("--fresh", is_flag=True, help="不接着做没做完的运行，另起一次")
@as_of_option
@json_option
@click.pass_obj
def command(
    chosen: Chosen, only: str | None, fresh: bool, as_of: str | None, json_file: str | None
) -> None:
    """Scan all; end with the table and the files."""
    with command_office(chosen) as office:
        moment = read_as_of(as_of, office.clock)
        with office.database.write() as tx:
            open_runs = [r for r in unfinished_runs(tx) if r.kind == "run"]
            subjects = list_subjects(tx, KINDS[only] if only else ())
            if open_runs and not fresh:
                return_taken(tx, open_runs[-1].id)
        if not subjects:
            raise click.ClickException(
                "名录是空的。先导入：govpatrol import sites 网站名录.xlsx"
                "（模板用 govpatrol template sites 取得）。"
            )
        if open_runs and not fresh:
            run = open_runs[-1]
            screen.print(f"接着做没做完的运行 {run.id}（已完成 {run.done}/{run.planned}）")
        else:
            run = start_run(office, "run", subjects, moment)
        stop = Event()
        signal.signal(signal.SIGINT, lambda *_: stop.set())
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        with board(run.planned) as watch:
            run = carry_out(office, run, watch, stop)
        if stop.is_set():
            raise click.ClickException("已停下。再次执行 govpatrol run 会接着做完。")
        with office.database.read() as tx:
            verdicts = {v.subject: v for v in verdicts_of(tx, run.id)}
        screen.print(verdict_table(subjects, verdicts, {}))
        for note in run.health.notes:
            screen.print(f"[yellow]{note}[/]")
        write_json(json_file, lambda: run_json(office, run))
        screen.print(f"离线报告：{write_run_report(office, run)}")
        screen.print(f"问题清单：{write_ledger_of_run(office, run)}")
