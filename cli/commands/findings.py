"""govpatrol findings: the list of problems."""

import click

from cli.group import Chosen
from cli.office import command_office
from cli.options import json_option, write_json
from cli.terminal import findings_table, screen
from core.codec import encode
from core.finding import LIVING, STATE_NAMES, FindingState
from core.period import parse_period
from storage.findings import list_findings
from storage.subjects import list_subjects


@click.command("findings", help="列出问题。默认只列还没有了结的。")
@click.option(
    "--state",
    "states",
    type=click.Choice([s.value for s in FindingState]),
    multiple=True,
    help="只列这种状态，可多次：" + "、".join(f"{s.value}={n}" for s, n in STATE_NAMES.items()),
)
@click.option("--all", "every", is_flag=True, help="连已整改、误报、豁免的也列出")
@click.option("--check", default="", help="只列这个检查项")
@click.option("--period", default="", help="只列这个周期内出现的，如 2026Q1")
@json_option
@click.pass_obj
def command(
    chosen: Chosen,
    states: tuple[str, ...],
    every: bool,
    check: str,
    period: str,
    json_file: str | None,
) -> None:
    """Print them as a table, newest number last."""
    wanted = [FindingState(s) for s in states] or ([] if every else sorted(LIVING))
    try:
        window = parse_period(period) if period else None
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint="--period") from wrong
    with command_office(chosen) as office, office.database.read() as tx:
        found = list_findings(tx, check=check, states=wanted, seen_in=window)
        names = {s.key: s.name for s in list_subjects(tx)}
    write_json(json_file, lambda: [{**encode(f), "state": f.state.value} for f in found])
    if json_file != "-":
        screen.print(findings_table(found, names))
        screen.print(f"共 {len(found)} 条")
