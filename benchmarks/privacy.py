"""Personal data: recall, false alarms and speed, on cases made fresh and on any file of cases.

    python -m benchmarks.privacy [--cases FILE.jsonl] [--seeds 5]

FILE holds one case a line: id, kind (text | html), text or html, expected [{type, value, norm, severity,
start, end}], optional [{type, value}], level. A case is right when every expected leak is found with its
place and severity and nothing else is said; an expected NAME is one that a leak is linked to.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/checks/privacy"))

from fresh_cases import Draw, fresh_cases
from marking import TODAY, leaks_in, mistakes

from checks.privacy.leak import Leak
from checks.privacy.scan import scan
from core.facts import Grid

PROSE = (
    "会议强调，要坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念，加快构建新发展格局，着力推动高质量发展。",
    "各乡镇、各有关部门要按照职责分工，细化工作措施，明确完成时限，确保2024年12月31日前全面完成整改任务。",
    "一季度，全县实现地区生产总值45.67亿元，同比增长5.8%；固定资产投资12.34亿元，增长8.1%；社会消费品零售总额9.8亿元。",
    "根据《中华人民共和国政府信息公开条例》第二十条的规定，现将有关事项通告如下，自2024年5月13日起施行。",
    "项目建成后，可解决3个村委会1,256户4,890人的饮水安全问题，新增灌溉面积2,300亩。",
    "（一）申请条件。具有本县户籍，且共同生活的家庭成员人均收入低于当地最低生活保障标准的居民家庭。",
    "全县共排查房屋23,456栋，整治隐患89处，组织培训12期560人次，发放宣传资料3万余份。",
    "要加强高血压、糖尿病等慢性病管理，做好残疾人和困难群众的住房、医疗、教育保障工作。",
    "施工单位应于每日22:00至次日6:00停止夜间作业，违者按规定处5000元以上2万元以下罚款。",
    "办事地点：县政务服务中心二楼8号窗口，办理时间：周一至周五上午8:30—11:30，下午14:30—17:30。",
)  # fmt: skip
HEAD = "文号：大政办发〔2024〕12号　索引号：01517012-3/2024-0513001　发布日期：2024-05-13 08:30　浏览次数：1234"
CONTACT = (
    "联系电话：0872-2319001，传真：0872-2319002，邮编：671000，电子邮箱：example@example.com。"
)


def prose(seed: int, size: int) -> list[str]:
    """Pages of about 4 KB of clean official prose, every tenth with a leak, `size` bytes in all."""
    dice, draw = random.Random(seed), Draw(seed)  # noqa: S311 - pages of a benchmark
    pages, made = [], 0
    while made < size:
        lines = [HEAD, *(dice.choice(PROSE) for _ in range(24)), CONTACT]
        if dice.random() < 0.1:
            lines.insert(dice.randrange(25), f"申请人{draw.name()}，身份证号：{draw.id()}。")
        pages.append("\n".join(f"{n}．{line}" for n, line in enumerate(lines)))
        made += len(pages[-1].encode())
    return pages


def speed(pages: list[str]) -> float:
    """MB of UTF-8 a CPU second, one core; the cache of the last pages cannot help."""
    began = time.process_time()
    for page in pages:
        scan(page, today=TODAY)
    return sum(len(page.encode()) for page in pages) / 1e6 / (time.process_time() - began)


def linked(rows: int) -> tuple[int, int, float]:
    """A list of so many people as one grid: fields found and tied to the right name, of how many; s."""
    draw = Draw(rows)
    people = [
        (
            str(n),
            f"杨{chr(0x4E00 + n)}{chr(0x6000 + n)}",
            draw.id(),
            draw.mobile(),
            draw.house(),
            draw.card(),
        )
        for n in range(rows)
    ]
    header = ("序号", "姓名", "身份证号", "联系电话", "家庭住址", "银行账号")
    began = time.process_time()
    found = scan("", (Grid("表1", (header, *people)),), today=TODAY)
    spent = time.process_time() - began
    told = {(leak.linked_to, leak.clear) for leak in found}
    wanted = [(name, value) for _, name, *values in people for value in values]
    return (
        sum(any(c.is_(v) for n, c in told if n == name) for name, v in wanted),
        len(wanted),
        spent,
    )


def judged(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Each case of a file: its id, its level, what is wrong with our answer."""
    for line in path.read_text("utf-8").splitlines():
        case = json.loads(line)
        html = case["kind"] == "html"
        text = case["html" if html else "text"]
        if (
            html and "<td" in text and "<table" not in text
        ):  # a piece of a table is none in a browser
            text = f"<table><tr>{text}</tr></table>"
        yield case["id"], case["level"], list(_wrong(case, list(leaks_in(text, is_html=html))))


def _wrong(case: dict, found: list[Leak]) -> Iterator[str]:
    names = {leak.linked_to for leak in found}
    for one in case["expected"]:
        if one["type"] == "NAME":
            if one["value"] not in names:
                yield f"name {one['value']} not linked"
            continue
        right = next((k for k in found if k.type == one["type"] and k.clear.is_(one["norm"])), None)
        if right is None:
            yield f"missed {one['type']} {one['value']}"
            continue
        found.remove(right)
        if right.severity.name.lower() != one["severity"]:
            yield f"{one['value']} is {right.severity.name}, not {one['severity']}"
        if "start" in one and (right.start, right.end) != (one["start"], one["end"]):
            yield f"{one['value']} at {right.start}-{right.end}"
    allowed = [(o["type"], o["value"]) for o in case.get("optional", ())]
    for left in found:
        if not any(left.type == kind and left.clear.is_(value) for kind, value in allowed):
            yield f"invented {left.type} {left.masked} by {left.rule}"


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--cases", type=Path)
    ask.add_argument("--seeds", type=int, default=5)
    ask.add_argument("--megabytes", type=int, default=20)
    told = ask.parse_args()
    if told.cases:
        right, all_ = Counter(), Counter()
        for name, level, wrong in judged(told.cases):
            all_[level] += 1
            right[level] += not wrong
            if wrong:
                print(f"  {name}: {'; '.join(wrong)}")
        print("cases of the file:", ", ".join(f"{k} {right[k]}/{all_[k]}" for k in all_))
    made = [case for seed in range(told.seeds) for case in fresh_cases(1000 + seed)]
    bad = [(case, wrong) for case in made if (wrong := list(mistakes(case)))]
    for case, wrong in bad[:20]:
        print(f"  {case.template[:60]!r}: {'; '.join(wrong)}")
    print(f"fresh cases: {len(made) - len(bad)}/{len(made)}")
    pages = prose(1, told.megabytes * 1_000_000)
    scan(pages[0], today=TODAY)
    print(f"text: {speed(pages):.1f} MB a CPU second, {len(pages)} pages of prose")
    hits, wanted, spent = linked(200)
    print(f"table of 200 people: {hits}/{wanted} fields found and linked, {spent * 1000:.0f} ms")


if __name__ == "__main__":
    main()
