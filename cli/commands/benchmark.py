"""govpatrol benchmark: the figures of the wording checks, on whatever test sets a folder holds."""

import resource
import time
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from checks.wording import measure, suspect
from checks.wording.engine import read
from checks.wording.misprint import Tier
from checks.wording.pycorrector_engine import Pycorrector, Unavailable
from cli.terminal import screen

_EXPECTED = {
    "ecspell_odw_test": "EC-ODW（最佳 F1 75；疑似档 98/50）",
    "ecspell_law_test": "EC-LAW（最佳 F1 63）",
    "sighan15_test": "SIGHAN15（最佳 F1 28）",
    "cscd_ns_test": "CSCD-NS（最佳 F1 30；疑似档 80/8）",
}
_SURE = frozenset({Tier.SEVERE, Tier.CERTAIN})
_BATCH = 20
_SHOWN = 20


@click.group("benchmark", help="量一量本机的检查：各档的检出、误报和速度。")
def command() -> None:
    """One subcommand a family of checks."""


@command.command(
    "wording",
    help="文字检查：FOLDER 里的 *_test.tsv 为“原句<TAB>正确句”，severe*.tsv 为严重表述错误，"
    "clean_*.tsv 和 *.txt 为无错文本。有什么量什么，缺什么说什么；自编的严重表述用例总要量。",
)
@click.argument("folder", metavar="测试集目录", type=click.Path(exists=True, file_okay=False))
@click.option(
    "--clean",
    type=click.Path(exists=True, dir_okay=False),
    multiple=True,
    metavar="文件",
    help="另外的无错文本，可以写多次",
)
@click.option(
    "--peer",
    type=click.Path(exists=True, dir_okay=False),
    metavar="模型",
    help="同时量 pycorrector 自带的离线纠错，用这个 KenLM 模型（需要 govpatrol[pycorrector]）",
)
@click.option(
    "--peer-python",
    type=click.Path(exists=True, dir_okay=False),
    metavar="解释器",
    help="装有 pycorrector 的 Python，不写为本程序的",
)
@click.option("--peer-most", default=200, show_default=True, help="pycorrector 每个集最多读多少句")
def wording(
    folder: str, clean: tuple[str, ...], peer: str | None, peer_python: str | None, peer_most: int
) -> None:
    """Measured on one core, in this process."""
    root, start = Path(folder), time.process_time()
    read("预热。", tiers=measure.REPORTED)
    model = suspect.load(suspect.word_library())
    screen.print(f"模型 {model.version}；载入 {time.process_time() - start:.1f} 秒")
    for path in [measure.SEVERE, *sorted(root.glob("severe*.tsv"))]:
        _severe(path)
    engine = _engine(peer, peer_python)
    try:
        _sets(root, engine, peer_most)
    finally:
        if engine is not None:
            engine.close()
    _clean([*sorted(root.glob("clean_*.tsv")), *sorted(root.glob("*.txt")), *map(Path, clean)])
    for name, what in _EXPECTED.items():
        if not (root / f"{name}.tsv").is_file():
            screen.print(f"[yellow]没有测[/] {what}：目录里没有 {name}.tsv")
    if not clean and not any(root.glob("clean_*.tsv")) and not any(root.glob("*.txt")):
        screen.print("[yellow]没有测[/] 误报和速度：没有 clean_*.tsv 或 *.txt")
    if peer is None:
        screen.print("[yellow]没有测[/] pycorrector：没有用 --peer 指定模型")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    screen.print(f"内存峰值 {peak:.0f} MB")


def _engine(peer: str | None, python: str | None) -> Pycorrector | None:
    if peer is None:
        return None
    try:
        return Pycorrector("kenlm", Path(peer).resolve(), Path(python) if python else None)
    except Unavailable as why:
        raise click.ClickException(str(why)) from why


def _severe(path: Path) -> None:
    told = measure.severe(path)
    share = told.found / told.total if told.total else 0.0
    screen.print(
        f"严重表述错误 {path.name}：{told.found}/{told.total}（{share:.1%}）"
        f"，正确的对照句误报 {len(told.false)}"
    )
    for name, lines in (("未检出", told.missed), ("误报", told.false)):
        for line in lines[:_SHOWN]:
            screen.print(f"    {name} {escape(line)}", style="dim")


def _sets(root: Path, engine: Pycorrector | None, most: int) -> None:
    table = Table(title="测试集（严格口径，百分数）", title_justify="left", header_style="bold")
    for head in ("集", "句", "最佳 P/R/F1", "阈值", "疑似档按字 P/R", "其中 A、A- 改动"):
        table.add_column(head, overflow="fold")
    for path in sorted(root.glob("*_test.tsv")):
        rows = measure.pairs(path)
        proposed = [measure.changes(source) for source, _ in rows]
        top, threshold = measure.best(rows, proposed)
        both = zip(rows, proposed, strict=True)
        at = measure.score(rows, [measure.applied(s, f, suspect.THRESHOLD) for (s, _), f in both])
        sure = sum(one[0] >= 1.0 for f in proposed for one in f)
        table.add_row(
            path.stem,
            str(len(rows)),
            _hundred(top.strict),
            f"{threshold:.2f}",
            _hundred(at.detected[:2]),
            str(sure),
        )
        if engine is not None:
            told = _peer(engine, rows[:most])
            table.add_row("　pycorrector KenLM", *told[:2], "", told[2], "")
    if table.row_count:
        screen.print(table)


def _peer(engine: Pycorrector, rows: list[measure.Pair]) -> tuple[str, str, str]:
    corrected = []
    for begin in range(0, len(rows), _BATCH):
        sources = [source for source, _ in rows[begin : begin + _BATCH]]
        for source, errors in zip(sources, engine.errors(sources), strict=True):
            found = [(1.0, one.start, one.right) for one in errors]
            corrected.append(measure.applied(source, found, 1.0))
    told = measure.score(rows, corrected)
    return str(len(rows)), _hundred(told.strict), _hundred(told.detected[:2])


def _clean(paths: list[Path]) -> None:
    table = Table(title="无错文本", title_justify="left", header_style="bold")
    for head in ("文本", "字", "A、A- 报", "B 每万字", "去除他句也有的", "A 字/秒", "A 至 B 字/秒"):
        table.add_column(head, overflow="fold")
    listed: list[str] = []
    for path in paths:
        lines = measure.clean_lines(path)
        whole = "\n".join(lines)
        start = time.process_time()
        for begin in range(0, len(whole), 3000):  # a page of the usual size
            read(whole[begin : begin + 3000], tiers={Tier.SEVERE})
        middle = time.process_time()
        found, size = measure.alarms(lines, measure.REPORTED)
        end = time.process_time()
        certain = [one for one in found if one.tier in _SURE]
        of_b = [one for one in found if one.tier is Tier.SUSPECTED]
        kept = measure.once(of_b, lines)
        table.add_row(
            path.stem,
            str(size),
            str(len(certain)),
            f"{1e4 * len(of_b) / max(size, 1):.2f}",
            f"{1e4 * len(kept) / max(size, 1):.2f}",
            f"{size / max(middle - start, 1e-9):,.0f}",
            f"{size / max(end - middle, 1e-9):,.0f}",
        )
        listed += [
            f"{path.stem} {x.tier} {x.wrong}→{x.suggestion}：{x.sentence[:60]}" for x in certain
        ]
    if table.row_count:
        screen.print(table)
    for line in listed[:_SHOWN]:
        screen.print(f"    {escape(line)}", style="dim")


def _hundred(shares: tuple[float, ...]) -> str:
    return "/".join(f"{100 * one:.1f}" for one in shares)
