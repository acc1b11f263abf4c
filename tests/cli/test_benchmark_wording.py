from pathlib import Path

import pytest
from click.testing import CliRunner

from checks.wording import measure
from cli.group import govpatrol


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    (tmp_path / "ecspell_odw_test.tsv").write_text(
        "认真布署下一步工作。\t认真部署下一步工作。\n各项工作有序推进。\t各项工作有序推进。\n",
        "utf-8",
    )
    (tmp_path / "severe-own.tsv").write_text(
        "市人民攻府公告。\t市人民政府公告。\n某市公告。\t某市通告。\n", "utf-8"
    )
    (tmp_path / "clean_own.tsv").write_text("一样的句子。\t一样的句子。\n", "utf-8")
    return tmp_path


def test_what_is_there_is_measured_and_what_is_missing_is_said(sets: Path) -> None:
    told = CliRunner().invoke(govpatrol, ["benchmark", "wording", str(sets)])
    assert told.exit_code == 0, told.output
    assert "severe-own.tsv：1/2（50.0%），正确的对照句误报 0" in told.output
    assert "未检出 某市公告。" in told.output
    assert "100.0/100.0" in told.output
    assert "没有 cscd_ns_test.tsv" in told.output
    assert "没有 ecspell_odw_test.tsv" not in told.output
    assert "没有测 pycorrector" in told.output


def test_an_empty_folder_still_measures_our_own_cases(tmp_path: Path) -> None:
    told = CliRunner().invoke(govpatrol, ["benchmark", "wording", str(tmp_path)])
    assert told.exit_code == 0
    assert "severe.tsv" in told.output
    assert "没有 clean_*.tsv 或 *.txt" in told.output


def test_a_peer_that_is_not_there_is_one_plain_sentence(sets: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.klm"
    model.write_bytes(b"no model")
    asked = ["benchmark", "wording", str(sets), "--peer", str(model), "--peer-python", "/bin/false"]
    told = CliRunner().invoke(govpatrol, asked)
    assert told.exit_code == 1
    assert "pycorrector 没有启动" in told.output


def test_our_own_cases_of_serious_misstatements_are_all_found() -> None:
    told = measure.severe()
    assert told.missed == ()
    assert told.total >= 300


def test_scores_are_strict(tmp_path: Path) -> None:
    rows = [("甲乙丙", "甲丁戊"), ("甲乙", "甲乙")]
    half = measure.score(rows, ["甲丁丙", "甲乙"])
    assert half.strict == (0.0, 0.0, 0.0)
    assert half.detected[:2] == (1.0, 0.5)
    alarmed = measure.score(rows, ["甲丁戊", "甲丁"])
    assert alarmed.strict[:2] == (0.5, 1.0)
