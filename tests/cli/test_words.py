"""What a person reads at the terminal: Chinese, and what to do next."""

import json
import subprocess
import sys

import pytest

from cli.group import COMMANDS


def govpatrol(*words, folder):
    return subprocess.run(
        [sys.executable, "-m", "cli", "--data", str(folder), *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def english(text):
    words = {"Usage", "Options", "Error", "Missing", "Show", "required", "Try", "Invalid"}
    return [word for word in words if word in text]


def test_help_names_every_command_in_chinese(tmp_path):
    done = govpatrol("--help", folder=tmp_path)
    assert done.returncode == 0
    assert all(name in done.stdout for name in COMMANDS)
    assert not english(done.stdout)


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"demo"}))
def test_every_command_has_chinese_help(tmp_path, command):
    done = govpatrol(command, "--help", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "用法" in done.stdout
    assert not english(done.stdout)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("scann",), "没有命令"),
        (("scan",), "缺少参数"),
        (("scan", "ftp://a.gov.test/"), "http"),
        (("scan", "5399999999"), "名录里没有标识码"),
        (("scan", "不存在的账号"), "名录里没有"),
        (("run",), "名录是空的"),
        (("tally", "2024Q9"), "看不懂周期"),
        (("notice", "2024Q1", "-o", "x.docx"), "名录是空的"),
        (("rule", "WT2026000001", "confirm", "--reason", "x"), "没有编号"),
        (("rule", "WT2026000001", "maybe", "--reason", "x"), "不在可选范围"),
        (("import", "sites", "没有这个文件.xlsx"), "找不到文件"),
        (("rejudge", "无此运行"), "没有这次运行"),
        (("inspect", "没有这个文件.html"), "找不到文件"),
        (("--set", "crawl.dely=1", "settings"), "crawl.dely"),
        (("--set", "crawl.delay", "settings"), "节.键=值"),
        (("scan", "http://a.gov.test/", "--as-of", "昨天"), "看不懂监测时间点"),
    ],
)
def test_what_goes_wrong_is_said_in_one_chinese_sentence(tmp_path, words, said):
    done = govpatrol(*words, folder=tmp_path / "data")
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not english(done.stderr)


def test_a_data_folder_that_is_a_file_is_refused(tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("x")
    done = govpatrol("findings", folder=taken)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_settings_tell_their_layer(tmp_path):
    (tmp_path / "govpatrol.toml").write_text('[office]\nissuer = "某市"\n', "utf-8")
    done = govpatrol("--set", "crawl.delay=3", "settings", "--json", "-", folder=tmp_path)
    told = {one["key"]: one for one in json.loads(done.stdout)}
    assert told["office.issuer"]["layer"].startswith("本地文件")
    assert told["crawl.delay"]["layer"] == "命令行"
    assert told["crawl.timeout"]["layer"] == "默认值"


def test_inspect_shows_what_was_read_and_why(tmp_path):
    page = tmp_path / "a.html"
    page.write_text("<title>关于某事的通知</title><p>发布时间：2026-03-01</p>", "utf-8")
    done = govpatrol("inspect", str(page), "--json", "-", folder=tmp_path)
    told = json.loads(done.stdout)
    named = "kind title published_at date_rule meta_published_at source column encoding declared_encoding"
    assert set(f"{named} items footer metas links platform".split()) <= set(told)
    marks = "icp police id_code conac find_errors sitemap contact"
    assert set(marks.split()) <= set(told["footer"])
    assert told["footer"]["icp"] is None


def test_inspect_reads_a_file_of_any_encoding(tmp_path):
    text = "<title>通知公告</title><ul>{}</ul>".format(
        "".join(
            f"<li><a href='/c{n}.html'>关于第{n}项工作的通知</a>2026-03-0{n}</li>"
            for n in range(1, 8)
        )
    )
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        page = tmp_path / f"{encoding}.html"
        page.write_bytes(text.encode(encoding))
        done = govpatrol(
            "inspect", str(page), "--url", "http://www.x.gov.cn/tz/", "--json", "-", folder=tmp_path
        )
        first = json.loads(done.stdout)["items"][0]
        assert first == {
            "title": "关于第1项工作的通知",
            "url": "http://www.x.gov.cn/c1.html",
            "date": "2026-03-01",
        }


def test_inspect_follows_the_offices_own_recipe_and_refuses_one_it_cannot_read(tmp_path):
    page = tmp_path / "a.html"
    page.write_text("<h1>某某网</h1><p class=real>关于放假安排的通知</p>" + "正文。" * 60, "utf-8")
    recipes = tmp_path / "recipes.toml"
    recipes.write_text(
        '[[recipe]]\nhost = "www.x.gov.cn"\nversion = 1\nreason = "标题不在 h1"\ntitle = ".real"\n',
        "utf-8",
    )
    words = ("inspect", str(page), "--url", "http://www.x.gov.cn/a.html", "--json", "-")
    assert json.loads(govpatrol(*words, folder=tmp_path).stdout)["title"] == "关于放假安排的通知"
    recipes.write_text("[[recipe]]\nhost = 1\n", "utf-8")
    done = govpatrol(*words, folder=tmp_path)
    assert done.returncode == 1
    assert "recipes.toml" in done.stderr


def test_inspect_says_in_one_sentence_that_there_is_no_browser(tmp_path):
    page = tmp_path / "a.html"
    page.write_text("<p>文</p>", "utf-8")
    done = govpatrol(
        "--set", "crawl.browser=/bin/false", "inspect", str(page), "--render", folder=tmp_path
    )
    assert done.returncode == 1
    assert "无法渲染" in done.stderr


def test_templates_come_back_in_as_they_were_written(tmp_path):
    sheet = tmp_path / "名录.xlsx"
    assert govpatrol("template", "sites", "-o", str(sheet), folder=tmp_path).returncode == 0
    assert sheet.stat().st_size > 1000
