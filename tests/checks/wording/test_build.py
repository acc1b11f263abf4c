import lzma
from pathlib import Path
from random import Random

import pytest

from checks.wording import confusables, lexicon, phrases, severe
from checks.wording.build import borders, corpus
from checks.wording.build.__main__ import main
from checks.wording.build.noise import Noise


def test_a_corpus_gives_each_sentence_once_and_none_of_a_test_set(tmp_path: Path) -> None:
    text = tmp_path / "laws.txt.xz"
    with lzma.open(text, "wt", encoding="utf-8") as out:
        out.write("第一条　为了规范管理，制定本法。第二条适用于本国。\n第二条适用于本国。\n短\n")
    table = tmp_path / "reports.tsv"
    table.write_text("2024\t测试集里的一句话。留下的一句话。\n", "utf-8")
    tested = tmp_path / "test.tsv"
    tested.write_text("测试集里的一句画。\t测试集里的一句话。\n", "utf-8")
    kept = list(corpus.read([text, table], without=corpus.test_sentences([tested])))
    assert kept == ["第一条为了规范管理，制定本法。", "第二条适用于本国。", "留下的一句话。"]


def test_noise_keeps_the_length_and_is_the_same_for_the_same_seed() -> None:
    sentence = "县级以上地方人民政府应当加强对安全生产工作的领导。"
    made = [Noise(confusables.load(), lexicon.load(), Random(3)).corrupt(sentence) for _ in "ab"]  # noqa: S311 - seeded
    assert made[0] == made[1] != sentence
    assert len(made[0]) == len(sentence)


def test_a_rest_that_stands_by_itself_in_the_corpus_is_free() -> None:
    phrase = phrases.Phrase("T1", "固定提法", "review", "科学发展观", (), True, "", "", "")
    sure = ["坚持科学发展观。"] * 3
    assert borders.free([phrase], sure) == []
    assert borders.free([phrase], [*sure, "编制科学发展规划。"]) == ["科学发展"]
    assert borders.free([phrase], sure[:1]) == ["学发展观", "科学发展"]


def test_forms_of_correct_texts_are_listed_for_a_person() -> None:
    phrase = phrases.Phrase("T1", "固定提法", "review", "以人民为中心", (), True, "", "", "")
    found = borders.occurring(severe.Severe("t", (phrase,)), ["坚持以人为中心，以人民为中心。"])
    assert found == ["以人为中心"]


def test_a_missing_file_or_tool_is_said_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, word in (
        (["ngrams", str(tmp_path / "none.txt"), "--tools", str(tmp_path)], "文件不存在"),
        (["ngrams", str(tmp_path / "none.txt")], "--tools"),
    ):
        with pytest.raises(SystemExit):
            main(arguments)
        assert word in capsys.readouterr().err
