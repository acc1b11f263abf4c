import tomllib
from dataclasses import fields

import pytest

from config.fit import MisfitError
from config.settings import DEFAULTS, LOCAL_NAME, describe, load
from core.plan import CrawlLimits
from core.rate import Rounding

RAW = tomllib.loads(DEFAULTS.read_text("utf-8"))
KEYS = [f"{section}.{key}" for section, table in RAW.items() for key in table]


@pytest.fixture
def local(tmp_path):
    def put(text):
        (tmp_path / LOCAL_NAME).write_text(text, encoding="utf-8")
        return tmp_path

    return put


def test_the_defaults_alone_are_a_complete_set():
    settings = load(None, {})
    assert settings.crawl.workers == 2
    assert settings.notice.rounding is Rounding.HALF_UP
    assert set(settings.layers.values()) == {"默认值"}


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_explained_and_tells_its_layer(key):
    (row,) = [row for row in describe(load(None, {})) if row.key == key]
    assert row.comment
    assert row.layer == "默认值"


def test_the_order_of_the_explanations_is_that_of_the_file():
    assert [row.key for row in describe(load(None, {}))] == KEYS


def test_each_layer_goes_before_the_one_below(local):
    folder = local("[crawl]\nworkers = 3\ntimeout = 9\nmax_pages = 7\n[notice]\ndecimals = 2")
    env = {"GOVPATROL_CRAWL__WORKERS": "4", "GOVPATROL_CRAWL__TIMEOUT": "8"}
    settings = load(folder, env, {"crawl.workers": "5"})
    crawl, layers = settings.crawl, settings.layers
    assert (crawl.workers, crawl.timeout, crawl.max_pages, crawl.max_depth) == (5, 8.0, 7, 6)
    assert layers["crawl.workers"] == "命令行"
    assert layers["crawl.timeout"] == "环境变量 GOVPATROL_CRAWL__TIMEOUT"
    assert layers["crawl.max_pages"] == f"本地文件 {LOCAL_NAME}"
    assert layers["crawl.max_depth"] == "默认值"


def test_a_folder_without_a_file_of_its_own_takes_the_defaults(tmp_path):
    assert load(tmp_path, {}) == load(None, {})


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("crawl.allow_private", "true", True),
        ("crawl.allow_private", "否", False),
        ("crawl.delay", "1", 1.0),
        ("office.issuer", "某市人民政府办公室", "某市人民政府办公室"),
        ("office.region_code", "990100", "990100"),
        ("schedule.accounts", "06:00,12:00", ("06:00", "12:00")),
        ("schedule.accounts", '["06:00"]', ("06:00",)),
        ("office.platform_groups", '{ "微信" = ["wechat"] }', {"微信": ("wechat",)}),
        ("notice.rounding", "truncate", Rounding.TRUNCATE),
        ("crawl.excluded_links", "", ()),
    ],
)
def test_words_are_read_by_the_type_of_the_key(key, text, value):
    section, name = key.split(".")
    by_word = load(None, {}, {key: text})
    by_env = load(None, {f"GOVPATROL_{section}__{name}".upper(): text})
    assert getattr(getattr(by_word, section), name) == value
    assert getattr(getattr(by_env, section), name) == value


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"crawl.worker": "3"}, "没有“crawl.worker”这一项设置（是不是“crawl.workers”？）"),
        ({"crwl.workers": "3"}, "没有“crwl”这个分区（是不是“crawl”？）"),
        ({"workers": "3"}, "没有“workers”这个分区"),
        ({"crawl.workers": "很多"}, "“crawl.workers”写法不对"),
        ({"crawl.workers": "1.5"}, "应为整数"),
        ({"crawl.workers": "true"}, "应为整数"),
        ({"crawl.workers": "0"}, "不能小于 1"),
        ({"crawl.workers": "1\n[x]"}, "写法不对"),
        ({"crawl.timeout": "inf"}, "应为数字"),
        ({"crawl.timeout": "nan"}, "应为数字"),
        ({"crawl.user_agent": "政巡"}, "英文字符"),
        ({"crawl.user_agent": "a\r\nX-Evil: 1"}, "英文字符"),
        ({"crawl.excluded_links": "("}, "不是合法的正则表达式"),
        ({"crawl.allow_private": "maybe"}, "应为true 或 false"),
        ({"schedule.nightly": "24:00"}, "24 小时制"),
        ({"schedule.accounts": "6点"}, "24 小时制"),
        ({"notice.rounding": "up"}, "只能是 half_up、truncate"),
        ({"notice.decimals": "9"}, "不能大于 4"),
        ({"health.max_dark_share": "50"}, "不能大于 1"),
        ({"office.region_code": "5329"}, "六位行政区划代码"),
        ({"office.platform_groups": '{ 甲 = ["qq"] }'}, "写法不对"),
        ({"office.platform_groups": '{ "甲" = ["qq"] }'}, "不能是“qq”"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_key(words, says):
    with pytest.raises(MisfitError, match="命令行") as wrong:
        load(None, {}, words)
    assert says in str(wrong.value)


def test_a_wrong_name_in_the_environment_is_an_error_too():
    with pytest.raises(MisfitError, match="环境变量 GOVPATROL_CRAWL__WORKER"):
        load(None, {"GOVPATROL_CRAWL__WORKER": "3"})


def test_other_variables_of_ours_are_no_settings():
    assert load(None, {"GOVPATROL_BROWSER": "/usr/bin/chromium", "PATH": "x"}) == load(None, {})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[crawl]\nworker = 3", "是不是“crawl.workers”"),
        ("workers = 3", "应写在某个分区下"),
        ("[crawl]\nworkers = '3'", "应为整数"),
        ("[crawl\n", "不是合法的 TOML"),
    ],
)
def test_a_wrong_file_is_refused_by_its_name(local, text, says):
    with pytest.raises(MisfitError, match=LOCAL_NAME) as wrong:
        load(local(text), {})
    assert says in str(wrong.value)


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path):
    (tmp_path / LOCAL_NAME).write_bytes("\ufeff[office]\r\nissuer = '某市'\r\n".encode())
    assert load(tmp_path, {}).office.issuer == "某市"


def test_passwords_are_struck_out_of_what_is_shown():
    url = "postgresql+psycopg://gov:s3:c@r/et@db.local/govpatrol"
    settings = load(None, {"GOVPATROL_DATABASE__URL": url, "GOVPATROL_CRAWL__PROXY": "http://u:pw@p:3128"})  # fmt: skip
    told = {row.key: row.value for row in describe(settings)}
    assert told["database.url"] == "postgresql+psycopg://gov:******@db.local/govpatrol"
    assert told["crawl.proxy"] == "http://u:******@p:3128"
    assert settings.database.url == url


def test_the_bounds_of_a_crawl_are_all_settings():
    limits = load(None, {}, {"crawl.max_pages": "9"}).crawl.limits
    assert limits.max_pages == 9
    assert {f.name for f in fields(CrawlLimits)} <= set(RAW["crawl"])
