"""govpatrol post: one account's newest post, as a person saw it."""

import hashlib
from datetime import date, datetime, time
from pathlib import Path

import click

from cli.group import Chosen
from cli.office import command_office
from cli.target import find_target
from cli.terminal import screen
from core.blob import blob_path, digest, pack
from core.clock import BEIJING, beijing_day
from core.facts import Post, Precision, Stamp
from core.subject import Account
from storage.reported import Reported, save_reported

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
_LARGEST = 10 * 1024 * 1024


@click.command("post", help="人工登记一个账号最近一次发布的日期，附截图。")
@click.argument("account", metavar="账号")
@click.option(
    "--date", "when", required=True, metavar="日期", help="2026-03-05 或 2026-03-05T08:30"
)
@click.option("--title", default="", help="标题")
@click.option("--url", default="", help="链接")
@click.option(
    "--screenshot", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="截图（PNG、JPEG）"
)  # fmt: skip
@click.option("--by", required=True, help="登记人")
@click.pass_obj
def command(
    chosen: Chosen, account: str, when: str, title: str, url: str, screenshot: Path | None, by: str
) -> None:
    """The person says: I looked today, and this is the newest."""
    if not by.strip():
        raise click.BadParameter("请写明登记人的姓名", param_hint="--by")
    stamp = _stamp(when)
    with command_office(chosen) as office:
        subject = find_target(office, account)
        if not isinstance(subject, Account):
            raise click.ClickException(f"“{account}”不是账号。")
        if stamp.day > beijing_day(office.clock()):
            raise click.ClickException(f"{stamp.day} 还没有到。")
        shot = _keep(screenshot, office.blobs) if screenshot else ""
        whole = f"{subject.key}\x1f{stamp.at.isoformat()}\x1f{title}\x1f{url}"
        name = f"reported:{hashlib.sha256(whole.encode()).hexdigest()[:16]}"
        told = Reported(subject.key, Post(name, title, url, stamp), "manual", True, shot)
        with office.database.write() as tx:
            save_reported(tx, [told], by, office.clock())
    screen.print(f"已登记：{subject.name}，最近一次发布 {stamp.day}。下次巡查时计入。")


def _stamp(text: str) -> Stamp:
    try:
        if len(text) == len("2026-03-05"):
            day = datetime.combine(date.fromisoformat(text), time(0), BEIJING)
            return Stamp(day, Precision.DAY, "reported")
        at = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise click.BadParameter(
            f"看不懂日期“{text}”，应为 2026-03-05 或 2026-03-05T08:30", param_hint="--date"
        ) from wrong
    at = at if at.tzinfo else at.replace(tzinfo=BEIJING)
    return Stamp(at, Precision.MINUTE, "reported")


def _keep(file: Path, blobs: Path) -> str:
    """The picture into the blobs; its name."""
    try:
        if file.stat().st_size > _LARGEST:
            raise click.ClickException(f"截图 {file.name} 超过 10 MB。")
        body = file.read_bytes()
    except OSError as wrong:
        raise click.ClickException(f"读不了 {file}：{wrong.strerror}") from wrong
    if not body.startswith(_PICTURES):
        raise click.ClickException(f"{file.name} 不是 PNG 或 JPEG 图片。")
    sha256 = digest(body)
    path = blob_path(blobs, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pack(body))
    return sha256
