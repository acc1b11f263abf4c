"""Write the generated pages: `python -m docs.generate`. A test holds them against the code.

`render()` gives every page as {path below docs/: text}; each kind of page has a function of its own.
"""

from dataclasses import fields
from pathlib import Path

import core.facts
from checks.registry import Check, all_checks

DOCS = Path(__file__).parent
_MARK = "<!-- 由 python -m docs.generate 生成，请勿手改 -->\n"


def render() -> dict[str, str]:
    """Every generated page."""
    return check_pages()


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
