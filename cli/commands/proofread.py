"""govpatrol proofread: a document's leaks and misprints, before it is published."""

import os
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from checks.privacy.leak import LeakType
from checks.wording.misprint import mask
from checks.wording.pycorrector_engine import Pycorrector, Unavailable
from cli.download import download
from cli.group import Chosen
from cli.office import read_overrides
from cli.options import json_option, write_json
from cli.proofreading import Found, model_missing, proofread
from cli.terminal import MOST_LINES, screen
from config.rulebook import find
from config.rulebook import load as load_rulebook
from config.settings import Settings
from config.settings import load as load_settings
from core.clock import BEIJING, system_clock
from core.gap import GAP_REASON_NAMES, Gap, GapReason
from core.indicator import Rulebook
from documents.worker import read_safely
from extract.attachments.reading import Limits, Reading, Trouble

_LEAKS = frozenset(one.value for one in LeakType)
_COLOURS = {"fail": "red", "review": "yellow", "advice": "cyan"}
_NAMES = {"fail": "必须改", "review": "请核实", "advice": "提示"}
_ORDER = {"fail": 0, "review": 1, "advice": 2}


@click.command(
    "proofread",
    help="发布之前校读一份文件：个人信息泄露、严重表述错误、错别字，逐处指出位置。"
    "可以是 Word、WPS、Excel、PDF、PPT、网页、文本、压缩包，可以是网址，“-”为标准输入。"
    "有必须改之处时退出码为 1。",
)
@click.argument("target", metavar="文件|网址|-")
@click.option(
    "--pictures", is_flag=True, help="也识别图片和扫描件里的文字（需要安装 govpatrol[ocr]，较慢）"
)
@click.option(
    "--annotate",
    type=click.Path(dir_okay=False),
    metavar="文件.docx",
    help="另存一份批注稿：在每处问题加批注（只限 docx）",
)
@json_option
@click.pass_obj
def command(
    chosen: Chosen, target: str, pictures: bool, annotate: str | None, json_file: str | None
) -> None:
    """Needs no database and leaves nothing behind."""
    settings, rulebook = _opened(chosen)
    body, name = _body(settings, target)
    reading = read_safely(body, name, Limits(pictures=pictures, seconds=120 if pictures else 18))
    if isinstance(reading, Gap):
        raise click.ClickException(f"没有读成 {target}：{_why(reading)}")
    now = system_clock().astimezone(BEIJING)
    found: list[Found] = []
    troubles: list[tuple[str, Trouble]] = []
    with ExitStack() as open_:
        advisers, idle = _advisers(settings, open_)
        for path, part in reading.walk():
            found += proofread(path, part, rulebook, now, settings.office.region_code, advisers)
            troubles += [(path, trouble) for trouble in part.troubles]
    troubles += [(reading.name, Trouble(GapReason.NOT_LOOKED, why)) for why in idle]
    if missing := model_missing():
        troubles.append((reading.name, Trouble(GapReason.NOT_LOOKED, missing)))
    write_json(json_file, lambda: _told(reading, found, troubles))
    if json_file != "-":
        _print(found, troubles, several=bool(reading.parts))
    if annotate:
        _annotate(Path(annotate), body, reading, found)
    if not reading.text and not reading.parts and troubles and not found:
        raise click.ClickException(f"没有读成 {target}：{troubles[0][1].detail}")
    if any(one.severity == "fail" for one in found):
        raise click.exceptions.Exit(1)


def _annotate(path: Path, body: bytes, reading: Reading, found: list[Found]) -> None:
    if reading.kind != "docx":
        raise click.ClickException(f"只有 docx 能加批注，这份是 {reading.kind}")
    from cli.annotate import annotated

    written, lost = annotated(body, reading, [one for one in found if one.file == reading.name])
    try:
        path.write_bytes(written)
    except OSError as wrong:
        raise click.ClickException(f"写不进 {path}：{wrong.strerror}") from wrong
    screen.print(f"批注稿：{path}" + (f"，{lost} 处不在正文，未加批注" if lost else ""))


def _advisers(settings: Settings, open_: ExitStack) -> tuple[list[Pycorrector], list[str]]:
    """The correctors that are set and start, and why others do not."""
    python = settings.pycorrector.python
    started: list[Pycorrector] = []
    idle: list[str] = []
    for kind, path in settings.pycorrector.paths.items():
        try:
            engine = Pycorrector(kind, path, Path(python) if python else None)
        except Unavailable as why:
            idle.append(f"没有取得第二意见：{why}")
        else:
            started.append(open_.enter_context(engine))
    return started, idle


def _opened(chosen: Chosen) -> tuple[Settings, Rulebook]:
    folder = Path(chosen.data)
    layers = {k: v for k, v in os.environ.items() if k.startswith("GOVPATROL_") and "__" in k}
    try:
        settings = load_settings(folder, layers, read_overrides(chosen.overrides))
        rulebook = load_rulebook(find(settings.rulebook.name, [folder / "indicators"]))
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    return settings, rulebook


def _body(settings: Settings, target: str) -> tuple[bytes, str]:
    most = Limits().unpacked
    if target == "-":
        return sys.stdin.buffer.read(most + 1), "标准输入"
    if "://" in target:
        return download(target, settings.crawl, most)
    path = Path(target)
    if not path.is_file():
        raise click.ClickException(f"找不到文件 {target}")
    if path.stat().st_size > most:
        raise click.ClickException(f"文件超过 {most // 1_000_000} MB，不再读取")
    try:
        return path.read_bytes(), path.name
    except OSError as wrong:
        raise click.ClickException(f"读不了 {target}：{wrong.strerror}") from wrong


def _told(
    reading: Reading, found: list[Found], troubles: list[tuple[str, Trouble]]
) -> dict[str, Any]:
    return {
        "file": reading.name,
        "kind": reading.kind,
        "files": [
            {"file": path, "kind": part.kind, "text": _shown(path, part.text, found)}
            for path, part in reading.walk()
        ],
        "counts": dict(Counter(one.severity for one in found)),
        "findings": [asdict(one) for one in found],
        "unread": [
            {"file": path, "place": one.place, "reason": one.reason.value, "detail": one.detail}
            for path, one in troubles
        ],
    }


def _shown(path: str, text: str, found: list[Found]) -> str:
    """The text that start and end count in, at its length, with what must not be told struck out."""
    characters = list(mask(text))
    for one in found:
        if one.file == path and one.start >= 0 and one.type in _LEAKS:
            characters[one.start : one.end] = "*" * (one.end - one.start)
    return "".join(characters)


def _print(found: list[Found], troubles: list[tuple[str, Trouble]], several: bool) -> None:
    gravest = sorted(found, key=lambda one: _ORDER[one.severity])
    for one in gravest[:MOST_LINES]:
        colour, name = _COLOURS[one.severity], _NAMES[one.severity]
        shown = f" {one.masked}" if one.masked else ""
        where = f"{one.file} " if several else ""
        screen.print(f"· [{colour}]{name}[/] {escape(one.message + shown)}")
        screen.print(f"    {escape(where + one.locator['text'])}", style="dim")
        if one.sentence:
            screen.print(f"    “{escape(one.sentence)}”", style="dim")
    if len(found) > MOST_LINES:
        screen.print(f"……另有 {len(found) - MOST_LINES} 处，用 --json 取得全部。")
    for path, trouble in troubles:
        where = f"{path} {trouble.place}".strip() if several or trouble.place else path
        screen.print(f"[yellow]未能读取[/] {escape(where)}：{escape(trouble.detail)}")
    counted = Counter(one.severity for one in found)
    parts = "，".join(f"{_NAMES[k]} {counted[k]} 处" for k in _ORDER if counted[k])
    screen.print(f"共 {len(found)} 处" + (f"（{parts}）" if parts else "，没有发现问题。"))


def _why(gap: Gap) -> str:
    return GAP_REASON_NAMES[gap.reason] + (f"（{gap.detail}）" if gap.detail else "")
