"""govpatrol accounts: reposts, the merit list, the register against what platforms show."""

import secrets
from datetime import timedelta
from pathlib import Path

import click

from cli.account_papers import merit_sheets, reconcile_sheets, repost_sheets
from cli.group import Chosen
from cli.office import command_office
from cli.period import period_argument, read_period
from cli.terminal import screen
from config.fit import MisfitError
from config.merit import load_merit
from core.clock import end_of_day
from core.subject import Account, RunState
from reports.accounts_xlsx import Sheet, write_sheets
from scheduler.office import Office
from scheduler.reconcile import reconcile
from scheduler.reposting import check_reposts
from scoring.merit import Ran, merits
from storage.posts import posts_between
from storage.subjects import list_subjects

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="文件；不写则存入数据文件夹的 reports",
)


@click.group("accounts", help="新媒体专项：重要信息转载核查、表扬名单、名录核对。")
def command() -> None:
    """The three papers."""


@command.command("reposts", help="核查重要信息转载：先用 import reposts 导入任务。")
@period_argument
@click.option("--draw", "count", type=click.IntRange(0), default=0, help="抽查几条；0 为全部")
@click.option("--seed", default="", help="随机种子；不写则生成一个并记下")
@output_option
@click.pass_obj
def reposts(chosen: Chosen, period: str, count: int, seed: str, output: Path | None) -> None:
    """Drawn tasks against what was published."""
    window = read_period(period)
    with command_office(chosen) as office:
        try:
            found = check_reposts(office, window, count, seed or secrets.token_hex(8))
        except ValueError as wrong:
            raise click.ClickException(str(wrong)) from wrong
        path = output or office.reports / f"{window.title}转载核查.xlsx"
        _write(office, path, repost_sheets(found), f"{window.title}重要信息转载情况")
    screen.print(f"任务 {len(found.tasks)} 条，种子 {found.drawn.seed}：{path}", soft_wrap=True)


@command.command("merit", help="表扬名单：更新率、阅读点赞、原创、转载落实。")
@period_argument
@click.option("--book", default="kaifeng-2024", show_default=True, help="口径：名称或 TOML 文件")
@click.option("--seed", default="", help="转载核查的种子；写了才计入转载落实")
@click.option("--draw", "count", type=click.IntRange(0), default=0, help="转载核查抽几条")
@output_option
@click.pass_obj
def merit(
    chosen: Chosen, period: str, book: str, seed: str, count: int, output: Path | None
) -> None:
    """By platform."""
    window = read_period(period)
    try:
        weights = load_merit(book)
    except MisfitError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    with command_office(chosen) as office:
        reposted = check_reposts(office, window, count, seed).reposts if seed else ()
        start, end = end_of_day(window.start - timedelta(days=1)), end_of_day(window.end)
        with office.database.read() as tx:
            accounts = {
                s.key: s
                for s in list_subjects(tx)
                if isinstance(s, Account) and s.state is RunState.RUNNING
            }
            ran = [
                Ran(
                    key,
                    one.platform.value,
                    posts_between(tx, key, start, end),
                    tuple(r for r in reposted if r.subject == key),
                )
                for key, one in accounts.items()
            ]
        found = merits(weights, window, [one for one in ran if one.posts])
        path = output or office.reports / f"{window.title}表扬名单.xlsx"
        sheets = merit_sheets(weights, window, found, accounts)
        if not sheets:
            raise click.ClickException(f"{window.title}没有取得足以评比的发布内容。")
        _write(office, path, sheets, f"{window.title}{weights.title}")
    screen.print(f"表扬名单：{path}", soft_wrap=True)


@command.command("reconcile", help="名录核对：登记与显示、新开与关停、连续不合格、建议关停。")
@period_argument
@output_option
@click.pass_obj
def reconciled(chosen: Chosen, period: str, output: Path | None) -> None:
    """The register against what platforms show."""
    window = read_period(period)
    with command_office(chosen) as office:
        found = reconcile(office, window)
        path = output or office.reports / f"{window.title}名录核对.xlsx"
        _write(office, path, reconcile_sheets(found), f"{window.title}政务新媒体名录核对")
    differing = sum(bool(one.differs) for one in found.shown)
    screen.print(f"账号 {len(found.shown)} 个，不一致 {differing} 个：{path}", soft_wrap=True)


def _write(office: Office, path: Path, sheets: list[Sheet], title: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_sheets(
            path, sheets, title=title, issuer=office.settings.office.issuer, as_of=office.clock()
        )
    except OSError as wrong:
        raise click.ClickException(f"写不进 {path}：{wrong.strerror or wrong}") from wrong
