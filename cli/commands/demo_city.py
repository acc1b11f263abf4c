"""govpatrol demo: the simulated city, from registry to notice, by the same road as a real one."""

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from time import monotonic

import click

from cli.commands.import_sheet import import_file
from cli.group import Chosen
from cli.notice_form import notice_form
from cli.office import command_office
from cli.outputs import write_run_report
from cli.terminal import board, screen, verdict_table
from core.clock import BEIJING, Clock, system_clock
from core.period import Period
from core.verdict import Grade, Verdict
from demo.answer_key import answer_key
from demo.city import City, start
from demo.history import write_history
from reports.ledger_xlsx import write_ledger
from reports.notice_docx import write_notice
from reports.tally_xlsx import write_tally
from scheduler.ledger import count_period, run_report
from scheduler.office import Office
from scheduler.probing import probe_all
from scheduler.scan import carry_out, start_run
from storage.places import save_regions, save_units
from storage.subjects import list_subjects
from storage.verdicts import verdicts_of

PROBE_DAYS = 7
SETTINGS = {
    "office.issuer": "云澜市人民政府办公室",
    "office.region_name": "全市",
    "crawl.allow_private": "true",
    "crawl.delay": "0",
    "crawl.concurrency": "8",
    "crawl.recheck_after": "0.5",
    "crawl.timeout": "20",
    "accounts.per_platform_delay": "0",
    "accounts.concurrency": "8",
    "accounts.credentials": "授权/授权.toml",
    "probe.concurrency": "16",
    "rulebook.name": "watch",
}


@click.command("demo", help="启动模拟城市，全部扫描一遍，生成报告、问题清单和通报。")
@click.option("--keep", is_flag=True, help="保留上次演示的数据（默认每次从头来）")
@click.pass_obj
def command(chosen: Chosen, keep: bool) -> None:
    """Everything a first-time reader should see, in about a minute."""
    folder = Path(chosen.data) / "demo"
    if folder.exists() and not keep:
        shutil.rmtree(folder)
    began = monotonic()
    with start() as city:
        settings = {**SETTINGS, "crawl.proxy": city.proxy}
        settings["crawl.read_pictures"] = str(reads_pictures()).lower()
        words = tuple(f"{key}={value}" for key, value in settings.items())
        here = Chosen(str(folder), (*words, *chosen.overrides))
        with command_office(here, _city_clock(city)) as office:
            _register(office, city, folder)
            _probe_a_week(office, city, folder)
            _scan(office, city.as_of)
    screen.print(f"用时 {monotonic() - began:.0f} 秒")


def _city_clock(city: City) -> Clock:
    """The city's time: it stands at its monitoring point when the demo starts, and goes on."""
    began = system_clock()
    return lambda: city.as_of + (system_clock() - began)


def _register(office: Office, city: City, folder: Path) -> None:
    with office.database.write() as tx:
        save_regions(tx, city.regions())
        save_units(tx, city.units())
    for kind, path in city.write_registry(folder / "名录").items():
        import_file(office, kind, path, quiet=True)
    city.write_keys(folder / "授权")
    with office.database.read() as tx:
        count = len(list_subjects(tx))
    screen.print(f"名录：{count} 个监测对象已从表格导入（{folder / '名录'}）")


def _probe_a_week(office: Office, city: City, folder: Path) -> None:
    """The week before comes as the earlier monitor's sheet; today's look is our own."""
    with screen.status("可用性探测：取得此前一周的记录 …"):
        path = folder / "名录" / "探测记录.xlsx"
        lines = write_history(city, path, office.settings.probe.per_day, PROBE_DAYS)
        import_file(office, "probes", path, quiet=True)
        seen = probe_all(office)
    screen.print(f"可用性探测：导入此前一周 {lines} 次，本次实测 {seen} 个网站")


def _scan(office: Office, as_of: datetime) -> None:
    with office.database.read() as tx:
        subjects = list_subjects(tx)
    run = start_run(office, "run", subjects, as_of)
    with board(run.planned) as watch:
        run = carry_out(office, run, watch, Event())
    with office.database.read() as tx:
        verdicts = {v.subject: v for v in verdicts_of(tx, run.id)}
    report = run_report(office, run)
    notes = {
        part.subject.key: f"{len(part.findings)} 条问题" if part.findings else ""
        for part in report.subjects
    }
    screen.print(verdict_table(subjects, verdicts, notes))
    _compare(verdicts)
    day = as_of.astimezone(BEIJING).date()
    quarter = (day.month - 1) // 3 + 1
    period = Period(f"{day.year}Q{quarter}", day - timedelta(days=89), day)
    counted = count_period(office, period)
    stem = office.reports / f"{period.title}"
    html = write_run_report(office, run)
    write_ledger(counted, Path(f"{stem}问题清单.xlsx"), per_kind=True)
    write_tally(counted, Path(f"{stem}汇总表.xlsx"))
    write_notice(counted, Path(f"{stem}通报.docx"), notice_form(office))
    sites, accounts = counted.sites, counted.accounts
    screen.print(
        f"网站 {sites.total} 个：合格 {sites.qualified}，不合格 {sites.disqualified}，"
        f"待定 {sites.pending}，合格率 {sites.rate.text}"
    )
    screen.print(
        f"账号 {accounts.total} 个：合格 {accounts.qualified}，不合格 {accounts.disqualified}，"
        f"待定 {accounts.pending}，合格率 {accounts.rate.text}"
    )
    screen.print(f"报告：    {html}", soft_wrap=True)
    screen.print(f"问题清单：{stem}问题清单.xlsx", soft_wrap=True)
    screen.print(f"通报：    {stem}通报.docx", soft_wrap=True)


def _compare(verdicts: Mapping[str, Verdict]) -> None:
    """Against the answer key: the demo is a test that everybody can read."""
    key = answer_key(pictures=reads_pictures())
    wrong = [
        subject
        for subject, grade in key.grades.items()
        if (verdicts[subject].grade if subject in verdicts else Grade.PENDING) is not grade
    ]
    colour = "red" if wrong else "green"
    screen.print(
        f"[{colour}]与答案核对：{len(key.grades) - len(wrong)}/{len(key.grades)} 个结论一致[/]"
    )
    for subject in wrong:
        screen.print(f"  不一致：{subject}")
    if not reads_pictures():
        hidden = len(answer_key(pictures=True).findings) - len(key.findings)
        screen.print(
            f"[yellow]图片里的 {hidden} 处泄露未能测定[/]：没有安装识别图片文字的部件"
            "（pip install 'govpatrol\\[ocr]'），不计入核对。"
        )


def reads_pictures() -> bool:
    """Whether the extra [ocr] is installed."""
    return find_spec("rapidocr") is not None
