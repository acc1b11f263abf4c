"""What is sealed holds no clear value, and the checks say the same of it as of the page."""

import gzip
from datetime import datetime

import pytest

from checks.registry import all_checks
from checks.runner import run
from core.blob import blob_path, digest, pack
from core.clock import BEIJING
from core.dossier import Dossier
from core.facts import Grid, HiddenText, HomePage, ListEntry, PageText
from core.result import Outcome
from core.snapshot import Snapshot, Source
from core.subject import Site
from scheduler.dossiers import open_dossier, seal
from scheduler.redact import redact

AS_OF = datetime(2026, 11, 20, 9, tzinfo=BEIJING)
NUMBER = "53292419050520008X"  # birth year 1905: nobody living
SITE = Site("9900000001", "某市", "http://a.gov.test/")
KEY = b"k" * 32


def dossier_of(body, text, blobs, **more):
    name = digest(body)
    path = blob_path(blobs, name)
    path.parent.mkdir(parents=True)
    path.write_bytes(pack(body))
    source = Source("http://a.gov.test/1.html", name, AS_OF)
    page = PageText(source, "公示", text, **more)
    home = HomePage(
        source, "首页", (ListEntry(f"李示范{NUMBER}公示", "http://a.gov.test/1.html", None),)
    )
    shot = Snapshot(source.url, source.url, 200, name, len(body), AS_OF, 0.1)
    return Dossier(SITE, AS_OF, (home, page), (), (shot,))


def said(dossier):
    return [
        (r.outcome, r.message, r.evidence.quotes)
        for r in run(all_checks()["id_card_number"], dossier, {})
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<p>李示范，身份证号{NUMBER}</p>", f"李示范，身份证号{NUMBER}"),
        ("<p>身份证号 <b>532924</b><i>1905</i>0520 008X</p>", "身份证号 53292419050520 008X"),
        (
            "<p>身份证号５３２９２４１９０５０５２０００８Ｘ</p>",
            "身份证号５３２９２４１９０５０５２０００８Ｘ",
        ),
    ],
)
def test_no_clear_value_is_left_and_the_verdict_is_the_same(tmp_path, html, text):
    dossier = dossier_of(html.encode(), text, tmp_path / "blobs")
    before = said(dossier)
    assert before[0][0] is Outcome.FAIL
    kept = redact(dossier, tmp_path / "blobs", KEY)
    sealed = tmp_path / "d.jsonl.gz"
    seal(kept, sealed)
    assert said(open_dossier(sealed)) == before
    for path in tmp_path.rglob("*.gz"):
        whole = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        for clear in (NUMBER, "05052000", "0520 008X", "０５２０００８Ｘ"):
            assert clear not in whole, path


def test_the_stored_body_keeps_its_name_in_the_facts(tmp_path):
    blobs = tmp_path / "blobs"
    kept = redact(
        dossier_of(f"<p>身份证号{NUMBER}</p>".encode(), f"身份证号{NUMBER}", blobs), blobs, KEY
    )
    name = kept.facts[1].source.snapshot
    assert kept.snapshots[0].sha256 == name
    body = gzip.decompress(blob_path(blobs, name).read_bytes())
    assert digest(body) == name
    assert "身份证号53**************8X".encode() in body


def test_tables_and_hidden_places_are_struck_too(tmp_path):
    text = f"姓名\t身份证号\n李示范\t{NUMBER}"
    dossier = dossier_of(
        b"<p></p>",
        text,
        tmp_path / "blobs",
        grids=(Grid("表1", (("姓名", "身份证号"), ("李示范", NUMBER))),),
        hidden=(HiddenText("comment", f"身份证号：{NUMBER}"),),
    )
    assert NUMBER not in repr(redact(dossier, tmp_path / "blobs", KEY))


def test_an_attachment_that_leaks_is_not_kept(tmp_path):
    blobs = tmp_path / "blobs"
    dossier = dossier_of(b"PK..", f"身份证号{NUMBER}", blobs, kind="attachment")
    redact(dossier, blobs, KEY)
    assert not [p for p in blobs.rglob("*") if p.is_file()]


def test_a_clean_dossier_is_left_as_it_is(tmp_path):
    dossier = dossier_of(b"<p></p>", "联系电话：0872-2319001", tmp_path / "blobs")
    clean = Dossier(SITE, AS_OF, dossier.facts[1:], (), dossier.snapshots)
    assert redact(clean, tmp_path / "blobs", KEY) is clean
