"""govpatrol reveal: the clear values of a leak, live from the source, on this terminal and nowhere else."""

import json
import os
import sys
from pathlib import Path

import click

from checks.privacy.scan import scan_page
from checks.privacy.telling import LEAK_CHECKS
from cli.group import Chosen
from cli.office import command_office
from core.clock import beijing_day
from core.finding import Finding
from crawler.take import NotTaken
from scheduler.office import Office
from scheduler.relook import texts_at
from storage.findings import find_finding

LOG = "明文查看记录.jsonl"


@click.command(
    "reveal",
    help="在终端上查看一处泄露的明文，供核实。当场从原网页或附件读取，不保存；谁、何时、为何查看记入"
    f"数据文件夹的“{LOG}”。只能在终端里看，不能转存到文件。",
)
@click.argument("finding", metavar="问题编号")
@click.option("--by", required=True, help="查看人（必填，写入记录）")
@click.option("--reason", required=True, help="理由（必填，写入记录）")
@click.pass_obj
def command(chosen: Chosen, finding: str, by: str, reason: str) -> None:
    """First the log, then the look."""
    if not (by.strip() and reason.strip()):
        raise click.BadParameter("查看人和理由不能为空", param_hint="--by / --reason")
    if not sys.stdout.isatty():
        raise click.ClickException("明文只在终端上显示，不能转存到文件或管道。")
    with command_office(chosen) as office:
        with office.database.read() as tx:
            found = find_finding(tx, finding)
        if found is None or found.check not in LEAK_CHECKS:
            raise click.ClickException(f"没有编号为 {finding} 的个人信息泄露问题。")
        _write_down(office, found, by.strip(), reason.strip())
        try:
            status, _, texts = texts_at(office, found.evidence.url)
        except NotTaken as wrong:
            raise click.ClickException(str(wrong)) from wrong
        shown = 0
        for text in texts:
            for leak in scan_page(text, beijing_day(office.clock())):
                if leak.type in LEAK_CHECKS[found.check] and leak.clear:
                    shown += 1
                    click.echo(f"{leak.linked_to or '—'}　{leak.clear.shown()}　{leak.locator}")
    if not shown:
        click.echo(f"原址已没有这类信息（HTTP {status}）。用 govpatrol recheck {found.id} 记录。")


def _write_down(office: Office, found: Finding, by: str, reason: str) -> None:
    """Append only, readable by the office alone."""
    line = {
        "at": office.clock().isoformat(),
        "by": by,
        "account": os.environ.get("USER", ""),
        "reason": reason,
        "finding": found.id,
    }
    path: Path = office.folder / LOG
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as out:
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
