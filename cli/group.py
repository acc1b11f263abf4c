"""The group of commands. Each lives in its own file and is imported only when it is called:
`govpatrol --help` must not wait for Scrapy and SQLAlchemy."""

import importlib
from typing import Any

import click

from core.version import CODE_VERSION

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo_city", "启动模拟城市，全部扫描一遍，生成报告、问题清单和通报"),
    "scan": ("scan", "扫描一个网站（网址或标识码）或一个账号"),
    "run": ("run_all", "把名录中的全部对象扫描一遍"),
    "serve": ("serve", "无人值守：按时间表扫描、探测、巡查账号"),
    "import": ("import_sheet", "导入表格（名录、探测记录、发布情况、人工核查结果）"),
    "worklist": ("worklist", "列出没有取得发布情况的账号，供人工填报后导入"),
    "post": ("post_by_hand", "人工登记一个账号最近一次发布的日期和截图"),
    "accounts": ("accounts", "新媒体专项：转载核查、表扬名单、名录核对"),
    "template": ("template", "生成名录模板表格"),
    "findings": ("findings", "列出问题"),
    "rule": ("rule", "对一条问题作出复核结论：确认或误报"),
    "recheck": ("recheck", "再看一处个人信息泄露：还在公开、已删除还是已整改"),
    "reveal": ("reveal", "在终端上查看一处泄露的明文（记录查看人和理由）"),
    "exempt": ("exempt", "对一条问题给出有期限的豁免"),
    "enter": ("enter", "录入人工核查结果（由人工或台账判定的指标）"),
    "tally": ("tally", "汇总一个周期"),
    "export": ("export", "导出问题清单（Excel）"),
    "notice": ("notice", "生成通报（Word）和附表"),
    "rejudge": ("rejudge", "不联网，用封存的卷宗把一次运行重新判定"),
    "proofread": ("proofread", "发布之前校读一份文件：个人信息、严重表述错误、错别字"),
    "inspect": ("inspect_page", "看看一个页面读出了什么、为什么"),
    "doctor": ("doctor", "看看本机哪些引擎可用、哪些不可用及原因"),
    "benchmark": ("benchmark", "量一量检查的检出、误报和速度：benchmark wording 测试集目录"),
    "checks": ("checks_list", "列出检查项"),
    "settings": ("settings_list", "列出设置及每项的来源"),
}


class LazyGroup(click.Group):
    """Knows its commands by name and one line; imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of a clerk's day, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import `cli.commands.<file>`, whose `command` is the command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"cli.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list without importing anything."""
        with formatter.section("命令"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--data",
    type=click.Path(file_okay=False),
    default="govpatrol-data",
    envvar="GOVPATROL_DATA",
    show_default=True,
    help="数据文件夹：数据库、快照、卷宗、报告和本地设置 govpatrol.toml 都在这里",
)
@click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="节.键=值",
    help="本次运行改用这个设置，例如 --set crawl.delay=0.5，可多次",
)
@click.version_option(CODE_VERSION, prog_name="政巡 govpatrol")
@click.pass_context
def govpatrol(ctx: click.Context, data: str, overrides: tuple[str, ...]) -> None:
    """政巡：政府网站与政务新媒体监测（国办秘函〔2019〕19号）。

    第一次使用：govpatrol demo 看一遍全过程；然后 govpatrol template sites 取得名录模板。
    """
    ctx.obj = Chosen(data, overrides)


class Chosen:
    """What stands before the command's name."""

    def __init__(self, data: str, overrides: tuple[str, ...]) -> None:
        self.data = data
        self.overrides = overrides


def fail(sentence: str) -> Any:
    """End with a Chinese sentence and exit code 1."""
    raise click.ClickException(sentence)
