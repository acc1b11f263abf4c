"""govpatrol rejudge: a run again from its sealed dossiers, without the network."""

import click

from cli.group import Chosen
from cli.office import command_office
from cli.options import json_option, write_json
from cli.terminal import screen
from core.run import Run
from scheduler.rejudge import Compared, rejudge
from storage.runs import get_run, list_runs


@click.command(
    "rejudge",
    help="不联网，用封存的卷宗把一次运行重新判定，并与当时的结果逐字节比较。不写 RUN 为最近一次。",
)
@click.argument("run", required=False, metavar="[运行编号]")
@click.option("--save", is_flag=True, help="把重判的结论存为最新结论（规则或复核结论改变之后用）")
@json_option
@click.pass_obj
def command(chosen: Chosen, run: str | None, save: bool, json_file: str | None) -> None:
    """Exit code 1 where anything differs, so that a script can notice."""
    with command_office(chosen) as office:
        with office.database.read() as tx:
            runs = list_runs(tx, limit=10)
            found: Run | None = get_run(tx, run) if run else (runs[-1] if runs else None)
        if found is None:
            have = "、".join(r.id for r in runs) or "还没有任何运行"
            raise click.ClickException(f"没有这次运行。最近的运行：{have}")
        compared = list(rejudge(office, found, save=save))
    differ = [c for c in compared if not c.same]
    write_json(json_file, lambda: [_line(c) for c in compared])
    for one in differ:
        screen.print(f"[yellow]{one.name}[/]：{one.why}")
    screen.print(
        f"运行 {found.id}：重判 {len(compared)} 个对象，一致 {len(compared) - len(differ)} 个"
    )
    if differ:
        raise click.exceptions.Exit(1)


def _line(one: Compared) -> dict[str, object]:
    return {"subject": one.subject, "same": one.same, "sha256": one.sha256, "why": one.why}
