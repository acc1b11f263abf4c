"""Reposts, merit and the register, from the commands that a clerk types, on a round of the city."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from cli.commands.import_sheet import import_file
from cli.group import govpatrol
from core.clock import BEIJING
from storage.posts import posts_between
from storage.reposts import list_draws
from tests.accounts.conftest import office_of, walk

HANDLE = "account:toutiao:ylsj_tt"


@pytest.fixture(scope="module")
def walked(tmp_path_factory, city):
    with ExitStack() as stack:
        office = office_of(stack, tmp_path_factory.mktemp("papers"), city)
        some = ("account:toutiao", "account:weibo", "account:penguin")
        chosen = [s for s in city.subjects() if s.key.startswith(some)]
        walk(office, city, chosen)
        yield office


@pytest.fixture(scope="module")
def window(walked, city):
    end = city.as_of.astimezone(BEIJING).date()
    return f"本期={end - timedelta(days=27)}..{end}"


def sheet(path, name):
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


def govern(office, *words):
    told = CliRunner().invoke(govpatrol, ["--data", str(office.folder), *words])
    assert told.exit_code == 0, told.output
    return told.output


def test_reposts_are_imported_drawn_and_found(walked, window, city, tmp_path):
    with walked.database.read() as tx:
        post = posts_between(tx, HANDLE, city.as_of - timedelta(days=20), city.as_of)[-1]
    sent = post.published.at - timedelta(hours=2)
    tasks = tmp_path / "tasks.csv"
    tasks.write_text(
        "信息标题,信息来源,发布时间\n"
        f"{post.title},省政府网,{sent:%Y-%m-%d %H:%M}\n"
        f"没有任何账号转载过的一条要闻,省政府网,{sent:%Y-%m-%d %H:%M}\n"
        ",省政府网,2026-11-01 08:00\n",
        encoding="utf-8",
    )
    read, _ = import_file(walked, "reposts", tasks, quiet=True)
    assert (read.accepted, len(read.refused)) == (2, 1)
    path = tmp_path / "转载.xlsx"
    told = govern(walked, "accounts", "reposts", window, "--seed", "种子一", "-o", str(path))
    assert "种子一" in told
    lines = {(row[1], row[2], row[3]): row[4] for row in sheet(path, "逐条")[2:]}
    name = walked_name(walked)
    assert lines[(name, "今日头条", post.title)] == "按时转载"
    assert lines[(name, "今日头条", "没有任何账号转载过的一条要闻")] == "未转载"
    unseen = {o for (_, kind, _), o in lines.items() if kind == "微信公众号"}
    assert unseen == {"待核（未取得发布内容）"}  # nobody looked at them: never 未转载
    with walked.database.read() as tx:
        (draw,) = list_draws(tx)
    assert draw.seed == "种子一"
    assert set(draw.drawn) == set(draw.pool)


def walked_name(office):
    from storage.subjects import get_subject

    with office.database.read() as tx:
        return get_subject(tx, HANDLE).name


def test_the_merit_list_is_by_platform(walked, window, tmp_path):
    path = tmp_path / "表扬.xlsx"
    govern(walked, "accounts", "merit", window, "-o", str(path))
    rows = sheet(path, "今日头条")
    head = next(n for n, row in enumerate(rows) if row[0] == "名次")
    scores = [float(row[3]) for row in rows[head + 1 :]]
    assert scores == sorted(scores, reverse=True)
    assert scores
    assert "由本系统拟定" in rows[1][0]


def test_the_register_is_held_against_what_is_shown(walked, window, tmp_path):
    path = tmp_path / "核对.xlsx"
    govern(walked, "accounts", "reconcile", window, "-o", str(path))
    rows = {(r[0], r[1]): r for r in sheet(path, "登记与显示")[2:]}
    assert rows[("云澜住建", "新浪微博")][7] == "认证主体"
    assert rows[("云澜发布", "企鹅号")][7] == "备案关停实未关停"
    assert rows[("云澜教育", "微信公众号")][4] == "未取得"
    failed = {r[0] for r in sheet(path, "连续不合格")[3:]}
    assert failed == {"霁月发布", "云澜三农"}
