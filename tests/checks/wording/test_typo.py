from datetime import UTC, datetime

from checks.registry import all_checks
from checks.runner import run
from core.dossier import Dossier
from core.facts import PageText
from core.result import Result
from core.snapshot import Source
from core.subject import Site

SITE = Site("5399000001", "某县人民政府", "http://www.example.gov.test/")


def results(*pages: PageText, ignore: tuple[str, ...] = ()) -> list[Result]:
    dossier = Dossier(SITE, datetime(2026, 3, 31, tzinfo=UTC), pages, ())
    return list(run(all_checks()["typo"], dossier, {"ignore": ignore}))


def page(text: str, url: str = "http://www.example.gov.test/1.html", title: str = "") -> PageText:
    return PageText(Source(url), title, text)


def test_the_same_footer_error_on_two_pages_is_one_finding() -> None:
    footer = "\n版权所有 技术按装 某公司"
    found = results(page("一" + footer, "http://a.test/1"), page("二" + footer, "http://a.test/2"))
    assert len(found) == 2
    assert len({r.fingerprint for r in found}) == 1


def test_the_same_word_in_two_sentences_is_two_findings() -> None:
    found = results(page("认真布署春耕。认真布署秋收。"))
    assert len({r.fingerprint for r in found}) == 2


def test_a_title_repeated_in_the_text_is_said_once() -> None:
    found = results(page("布署工作会议\n正文", title="布署工作会议"))
    assert len(found) == 1


def test_a_quoted_sentence_carries_no_whole_number_of_a_person() -> None:
    (found,) = results(page("张三，110105194912310021，布署工作"))
    assert "110105194912310021" not in found.evidence.quotes[0] + found.locus


def test_a_very_long_line_without_stops_is_quoted_in_part() -> None:
    (found,) = results(page("文" * 100_000 + "布署" + "字" * 100_000))
    assert len(found.evidence.quotes[0]) < 200
    assert len(found.locus) < 500
