"""Write the generated pages: `python -m docs.generate`. A test holds them against the code.

`render()` gives every page as {path below docs/: text}; each kind of page has a function of its own.
"""

from dataclasses import fields
from pathlib import Path

import core.facts
from checks.registry import Check, all_checks
from config.rulebook import BOOKS
from config.rulebook import load as load_book
from config.settings import describe
from config.settings import load as load_settings
from core.indicator import KIND_NAMES, TARGETS, Indicator, JudgedBy

DOCS = Path(__file__).parent
_MARK = "<!-- 由 python -m docs.generate 生成，请勿手改 -->\n"


def render() -> dict[str, str]:
    """Every generated page."""
    return check_pages() | {"indicators.md": indicator_page(), "settings.md": settings_page()}


def check_pages() -> dict[str, str]:
    """One page a check, and the list of them."""
    checks = all_checks()
    rows = "".join(
        f"| [{one.title}]({one.id}.md) | `{one.id}` | {_reads(one)} |\n" for one in checks.values()
    )
    index = (
        f"{_MARK}\n# 检查项\n\n共 {len(checks)} 项。每项是 `checks/` 下一个同名文件中的一个函数；"
        "界限数值不在代码里，由指标集（`config/indicators/`）逐行给出。\n\n"
        f"| 名称 | 编号 | 读取的事实 |\n|---|---|---|\n{rows}"
    )
    pages = {f"checks/{one.id}.md": _check_page(one) for one in checks.values()}
    return {"checks/README.md": index} | pages


def _check_page(one: Check) -> str:
    sentence, _, body = one.doc.partition("\n\n")
    limits = "、".join(f"`{field.name}`" for field in fields(one.params)) or "无"
    sentence = sentence.partition(":")[2].strip()
    folder = one.judge.__module__.split(".")[1]
    return (
        f"{_MARK}\n# {one.title}\n\n"
        "| | |\n|---|---|\n"
        f"| 编号 | `{one.id}` |\n"
        f"| 读取的事实 | {_reads(one)} |\n"
        f"| 由指标集给出的界限 | {limits} |\n"
        f"| 判定代码 | [checks/{folder}/{one.id}.py](../../checks/{folder}/{one.id}.py) |\n"
        f"| 判例 | [tests/cases/{one.id}.toml](../../tests/cases/{one.id}.toml) |\n\n"
        f"{sentence[:1].upper()}{sentence[1:]}\n\n"
        f"```text\n{body.strip()}\n```\n"
    )


def _reads(one: Check) -> str:
    """首页（`HomePage`，逐个判定）."""
    name = (getattr(core.facts, one.reads).__doc__ or "").partition(":")[0].partition(".")[0]
    how = "一个对象的全部合并判定" if one.together else "逐个判定"
    return f"{name}（`{one.reads}`，{how}）"


def indicator_page() -> str:
    """Every row of every rulebook, as it is priced."""
    text = (
        f"{_MARK}\n# 指标集\n\n"
        "每一行都写在 `config/indicators/*.toml` 里。改门槛、分值、由谁判定，改那里，不改代码；"
        "本地办法另写一个文件，用 `extends` 继承，单项否决只能更严，其他改动要写明依据。"
        "用 `rulebook.name` 设置选用哪一个。\n\n"
        "可信程度：Q 有公开引文，S 仅见于转抄，C 有通报旁证，R 凭记忆，I 推断的缺省值。"
        "“已核”之外的数值请对照正式文件核定后再用于考核。\n"
    )
    for path in (*sorted(BOOKS.glob("*.toml")), *sorted((BOOKS / "local").glob("*.toml"))):
        book = load_book(path)
        text += (
            f"\n## {book.title}（`{book.id}`）\n\n依据：{book.source}。"
            f"满分 {book.baseline:f}，低于 {book.pass_at:f} 分不合格，高于 {book.bonus_at:f} 分计加分"
            f"（至多 {book.bonus_max:f} 分）。\n\n"
            "| 编号 | 指标 | 类型 | 对象 | 判定 | 检查项 | 起算 | 每处扣（加）分 | 至多 | 条款 | 可信 | 已核 |\n"
            "|---|---|---|---|---|---|---|---|---|---|---|---|\n"
        )
        text += "".join(_row(row) for row in book.indicators)
    return text


def _row(row: Indicator) -> str:
    whom = "、".join(TARGETS[one] for one in row.applies_to)
    checks = "、".join(f"[{one}](checks/{one}.md)" for one in row.checks) or "—"
    return (
        f"| {row.id} | {row.title} | {KIND_NAMES[row.kind]} | {whom} | {_JUDGES[row.judged_by]} "
        f"| {checks} | {row.trips_at} | {row.points_each:f} | {row.cap:f} | {row.clause} "
        f"| {row.confidence} | {'是' if row.verified else '否'} |\n"
    )


_JUDGES = {
    JudgedBy.MACHINE: "系统",
    JudgedBy.PERSON_CONFIRMS: "系统提出，人工确认",
    JudgedBy.PERSON: "人工",
    JudgedBy.IMPORT: "台账导入",
}


def settings_page() -> str:
    """Every setting with its default and its explanation."""
    rows = "".join(
        f"| `{one.key}` | {one.value or '（空）'} | {one.comment} |\n"
        for one in describe(load_settings(None, {}))
    )
    return (
        f"{_MARK}\n# 设置\n\n"
        "先后次序：默认值 < 数据文件夹里的 `govpatrol.toml` < 环境变量 `GOVPATROL_节__键` < 命令行 "
        "`--set 节.键=值`。`govpatrol settings` 列出每项的现值和来源；写错的键会被拒绝并给出最接近的键。\n\n"
        f"| 键 | 默认值 | 说明 |\n|---|---|---|\n{rows}"
    )


def main() -> None:
    """Write the pages, and remove those of checks that went."""
    pages = render()
    for path, text in pages.items():
        (DOCS / path).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / path).write_text(text, "utf-8")
    for old in (DOCS / "checks").glob("*.md"):
        if f"checks/{old.name}" not in pages:
            old.unlink()


if __name__ == "__main__":
    main()
