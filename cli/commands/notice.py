"""govpatrol notice: the 通报 and its annexes."""

from pathlib import Path

import click

from cli.group import Chosen
from cli.notice_form import notice_form
from cli.office import command_office
from cli.period import period_argument, previous_option, read_period
from cli.terminal import screen
from reports.figures import Disagreement
from reports.notice_docx import write_notice
from scheduler.ledger import count_period


@click.command(
    "notice", help="生成通报（Word）。印前把正文与附表的数字重新相加，不一致则拒绝出稿。"
)
@period_argument
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="文件"
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="本单位的文字模板",
)
@previous_option
@click.pass_obj
def command(
    chosen: Chosen, period: str, output: Path, template: Path | None, previous: str
) -> None:
    """Write it; say what is still pending."""
    window, before = read_period(period), read_period(previous) if previous else None
    with command_office(chosen) as office:
        counted = count_period(office, window, before)
        form = notice_form(office)
    if not (counted.sites.total or counted.accounts.total or counted.sections.total):
        raise click.ClickException("名录是空的，没有可通报的对象。先用 govpatrol import 导入名录。")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_notice(counted, output, form, template)
    except (OSError, ValueError, Disagreement) as wrong:
        raise click.ClickException(f"通报没有生成：{wrong}") from wrong
    screen.print(f"通报：{output}")
    if not counted.issuer:
        screen.print("落款单位还没有设置：在 govpatrol.toml 里写 office.issuer。")
    if counted.pending:
        screen.print(f"[yellow]{len(counted.pending)} 个对象待定[/]，已在通报中单列。")
