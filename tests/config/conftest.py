"""A small sound book as text, and a way to write a changed one."""

import tomllib
from copy import deepcopy

import pytest

HEAD = {
    "id": "small",
    "title": "小指标集",
    "source": "某文件",
    "baseline": 100,
    "pass_at": 60,
    "bonus_at": 80,
    "bonus_max": 30,
    "scored": ["portal"],
    "waivable": [],
    "platform_groups": {},
}
ROW = {
    "id": "V-1",
    "kind": "veto",
    "title": "首页不更新",
    "text": "两周",
    "clause": "第一部分",
    "applies_to": ["site"],
    "platforms": [],
    "checks": {"homepage_stale": {"window_days": 14, "undated_is_stale": True}},
    "trips_at": 3,
    "points_each": 0,
    "cap": 0,
    "item": "",
    "judged_by": "machine",
    "reads": "all",
    "when_unseen": "open",
    "codes": ["P06"],
    "confidence": "Q",
    "verified": True,
}
ITEM = {
    "id": "D-A",
    "part": "发布解读",
    "title": "概况",
    "cap": 2,
    "confidence": "I",
    "verified": False,
}
DEDUCTION = {
    **{key: value for key, value in ROW.items() if key != "applies_to"},
    "id": "D-A-1",
    "kind": "deduction",
    "trips_at": 1,
    "points_each": 0.1,
    "cap": 2,
    "item": "D-A",
}


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{k}" = {toml(v)}' for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return str(value) if isinstance(value, int | float) else '"' + str(value) + '"'


def as_text(book):
    lines = []
    for part, value in book.items():
        many = isinstance(value, list)
        for table in value if many else [value]:
            lines.append(f"[[{part}]]" if many else f"[{part}]")
            lines += [f'"{k}" = {toml(v)}' for k, v in table.items()]
    text = "\n".join(lines)
    tomllib.loads(text)
    return text


@pytest.fixture
def book():
    return deepcopy({"set": HEAD, "item": [ITEM], "indicator": [ROW, DEDUCTION]})


@pytest.fixture
def write(tmp_path):
    def put(tables, name="small"):
        path = tmp_path / f"{name}.toml"
        path.write_text(as_text(tables), encoding="utf-8")
        return path

    return put
