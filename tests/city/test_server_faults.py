"""What is planted is served as planted, and nothing else is wrong: every link of the city is walked."""

import re
from collections import defaultdict
from datetime import timedelta
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from core.clock import beijing_day
from demo.almanac import AS_OF
from demo.answer_key import answer_key
from demo.streets import Streets
from demo.town import towns
from demo.wire import Fault
from tests.city.asking import Ask, asker


@pytest.fixture
def streets() -> Streets:
    return Streets(towns(), AS_OF)


@pytest.fixture
def ask(streets: Streets) -> Ask:
    return asker(streets)


LINK = re.compile(r"""(?:href|src|action)=["']([^"']+)""")
SCRIPT = re.compile(r"<script\b.*?</script>|<!--.*?-->", re.S)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
ROBOT = "Mozilla/5.0 (compatible; GovPatrol/0.1)"


def text_of(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("gb18030")


def walk(streets: Streets, ask: Ask) -> tuple[dict[str, int], dict[str, set[str]]]:
    """Every address that a reader can come to from the home pages, with its last status."""
    status: dict[str, int] = {}
    holders: dict[str, set[str]] = defaultdict(set)
    todo = [origin.home for origin in streets.origins.values() if not origin.town.site.dark]
    while todo:
        url = todo.pop()
        if url in status:
            continue
        final, reply = url, ask(url)
        for _ in range(5):
            if reply.status not in (301, 302, 503):
                break
            final = urljoin(final, dict(reply.headers).get("Location", ""))
            reply = ask(final)
        status[url] = reply.status
        kind = dict(reply.headers).get("Content-Type", "")
        if (
            reply.status != 200
            or "html" not in kind
            or not (urlsplit(url).hostname or "").endswith(".gov.test")
        ):
            continue
        for raw in LINK.findall(SCRIPT.sub("", text_of(reply.body))):
            to = urljoin(url, unescape(raw).replace("\\", "/"))
            if to.startswith("http") and not ("/rili" in to and "year=2026" not in to):
                holders[to].add(url)
                todo.append(to)
    return status, holders


def test_the_dead_links_of_the_city_are_those_of_the_answer_key(streets: Streets, ask: Ask) -> None:
    status, holders = walk(streets, ask)
    soft = {
        one.where
        for one in answer_key().findings
        if one.check == "dead_link" and status.get(one.where) == 200
    }
    dead = {url for url, code in status.items() if code not in (200, 403)}
    assert dead | soft == {one.where for one in answer_key().findings if one.check == "dead_link"}
    assert all(holders[url] for url in dead | soft)
    assert 600 <= sum(code == 200 for code in status.values()) <= 1300


def test_what_is_called_a_living_link_opens_for_a_reader(streets: Streets, ask: Ask) -> None:
    draft = "http://zrzy.yunlan.gov.test/files/draft.docx"  # in a comment: no link at all
    for twin in answer_key().twins:
        if twin.check == "dead_link" and twin.where != draft:
            replies = [ask(twin.where).status for _ in range(2)]
            assert replies[-1] in (200, 301), twin


def test_a_server_that_knows_no_head_opens_to_a_get(ask: Ask) -> None:
    url = "http://zrzy.yunlan.gov.test/files/post.pdf"
    assert (ask(url, "HEAD").status, ask(url).status) == (405, 200)


def test_a_page_that_turns_robots_away_opens_to_readers(ask: Ask) -> None:
    url = "http://zrzy.yunlan.gov.test/guarded.html"
    assert (ask(url, agent=ROBOT).status, ask(url, agent=BROWSER).status) == (403, 200)


def test_a_busy_page_recovers(ask: Ask) -> None:
    url = "http://zrzy.yunlan.gov.test/busy.html"
    assert [ask(url).status for _ in range(3)] == [503, 200, 200]


def test_a_slow_page_takes_three_seconds(ask: Ask) -> None:
    assert ask("http://zrzy.yunlan.gov.test/slow.html").seconds == 3.0


def test_a_file_name_in_chinese_opens_however_it_is_escaped(ask: Ask) -> None:
    host = "http://zrzy.yunlan.gov.test"
    assert ask(f"{host}/files/2026%E5%B9%B4%20%E8%AE%A1%E5%88%92%E8%A1%A8.xlsx").status == 200
    assert ask(f"{host}/files/2026%C4%EA%20%BC%C6%BB%AE%B1%ED.xlsx").status == 200


def test_a_session_id_changes_nothing_but_the_address(ask: Ask) -> None:
    home = ask("http://zrzy.yunlan.gov.test/").body
    assert b";jsessionid=" in home
    assert (
        ask("http://zrzy.yunlan.gov.test/wzdt.html;jsessionid=AB12").body
        == ask("http://zrzy.yunlan.gov.test/wzdt.html").body
    )


def test_the_calendar_never_ends(ask: Ask) -> None:
    url = "http://zrzy.yunlan.gov.test/rili?year=2026&month=12"
    for _ in range(30):
        body = text_of(ask(url).body)
        url = urljoin(url, unescape(re.findall(r'href="(/rili[^"]+)"', body)[-1]))
    assert url.endswith("year=2029&month=6")


def test_the_ring_leads_back_to_itself(ask: Ask) -> None:
    host = "http://sthj.yunlan.gov.test"
    first = dict(ask(f"{host}/ring/a.html").headers)["Location"]
    assert dict(ask(host + first).headers)["Location"] == "/ring/a.html"


def test_a_town_behind_a_firewall_shows_nothing_to_anybody(ask: Ask) -> None:
    for agent in (ROBOT, BROWSER):
        assert ask("http://www.tingsong.gov.test/", agent=agent).status == 403


def test_a_dark_town_never_answers(ask: Ask) -> None:
    reply = ask("http://daj.yunlan.gov.test/")
    assert (reply.status, dict(reply.headers)["X-Proxy-Error"]) == (502, "timeout")


@pytest.mark.parametrize(("host", "shut"), [("wjw.yunlan.gov.test", 9), ("mzj.yunlan.gov.test", 8)])
@pytest.mark.parametrize("offset", [0, 30])
def test_of_a_week_of_hourly_looks_so_many_find_the_door_shut(
    streets: Streets, ask: Ask, host: str, shut: int, offset: int
) -> None:
    found = 0
    for hour in range(168):
        streets.clock = AS_OF - timedelta(hours=hour, minutes=offset)
        found += ask(f"http://{host}/").status != 200
    assert found == shut


def test_at_the_monitoring_point_itself_the_weather_is_fair(ask: Ask) -> None:
    for town in towns():
        if not (town.site.dark or town.site.guarded):
            assert ask(town.site.url).status == 200


def test_pages_are_the_same_bytes_for_the_same_monitoring_point() -> None:
    one, two = Streets(towns(), AS_OF), Streets(towns(), AS_OF)
    later = Streets(towns(), AS_OF + timedelta(days=1))
    changed = 0
    for host, origin in one.origins.items():
        for path, write in origin.pages.items():
            assert write() == two.origins[host].pages[path]()
        changed += origin.pages["/"]() != later.origins[host].pages["/"]()
    assert changed > len(one.origins) // 2


@pytest.mark.parametrize("days", [1, 40, 400])
def test_ages_follow_the_monitoring_point(days: int) -> None:
    moment = AS_OF + timedelta(days=days)
    for origin in Streets(towns(), moment).origins.values():
        for column in origin.town.columns:
            regular = [one for one in origin.entries[column.slug] if one.place >= 0]
            if regular:
                newest = max(one.at for one in regular)
                assert (beijing_day(moment) - beijing_day(newest)).days == column.newest
                assert newest < moment


@pytest.mark.parametrize(
    ("host", "charset", "header", "meta"),
    [
        ("jyj.yunlan.gov.test", "gb18030", "text/html", b""),
        ("swj.yunlan.gov.test", "gb18030", "text/html", b"charset=utf-8"),
        ("scjg.yunlan.gov.test", "utf-8", "text/html", b'charset="gb2312"'),
        ("www.jiyue.gov.test", "gb18030", "text/html; charset=gb2312", b"charset=gb2312"),
    ],
)
def test_bytes_and_their_declaration_are_as_the_town_says(
    ask: Ask, host: str, charset: str, header: str, meta: bytes
) -> None:
    reply = ask(f"http://{host}/")
    assert dict(reply.headers)["Content-Type"] == header
    assert meta in reply.body
    assert (b"charset" in reply.body) == bool(meta)
    assert "云澜" in reply.body.decode(charset) or "霁月" in reply.body.decode(charset)


def test_a_site_that_is_soft_about_missing_pages_says_so_with_200(ask: Ask) -> None:
    reply = ask("http://scjg.yunlan.gov.test/no/such/page.html")
    assert reply.status == 200
    assert "页面不存在" in reply.body.decode()


def test_a_told_fault_is_told_and_an_acted_one_is_carried_to_the_line(ask: Ask) -> None:
    assert dict(ask("http://lapsed.example.test/").headers)["X-Proxy-Error"] == "dns"
    assert ask("http://closed.example.test/").fault is Fault.NONE
