"""The adapter against the real library, where an interpreter has it: a tiny random BERT and a small
ARPA are made here. GOVPATROL_PYCORRECTOR_PYTHON may name that interpreter."""

import importlib.util
import itertools
import math
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from checks.wording import engines
from checks.wording.engine import read
from checks.wording.misprint import Misprint, Tier
from checks.wording.pycorrector_engine import (
    Pycorrector,
    Unavailable,
    masked,
    proposals,
    second_opinion,
)

TEXT = "人民政府信息公开条例自公布之日起施行今天天气很好我们去公园玩" * 3


@pytest.fixture(scope="module")
def python() -> Path:
    named = os.environ.get("GOVPATROL_PYCORRECTOR_PYTHON")
    if named:
        return Path(named)
    if importlib.util.find_spec("pycorrector") is None:
        pytest.skip("这个环境没有安装可选组件 pycorrector")
    return Path(sys.executable)


@pytest.fixture(scope="module")
def bert(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bert")
    vocabulary = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *sorted(set(TEXT)),
        "某",
        "，",
        "。",
    ]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    making = f"""
import torch
from transformers import BertConfig, BertForMaskedLM, BertTokenizer
torch.manual_seed(1)
config = BertConfig(vocab_size={len(vocabulary)}, hidden_size=16, num_hidden_layers=1,
                    num_attention_heads=2, intermediate_size=16)
BertForMaskedLM(config).save_pretrained({str(folder)!r})
BertTokenizer({str(folder / "vocab.txt")!r}).save_pretrained({str(folder)!r})
"""
    subprocess.run([str(python), "-c", making], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def arpa(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lm") / "small.arpa"
    single, pair = Counter(TEXT), Counter(itertools.pairwise(TEXT))
    total = sum(single.values())
    lines = ["\\data\\", f"ngram 1={len(single) + 3}", f"ngram 2={len(pair)}", "", "\\1-grams:"]
    lines += ["-3\t<unk>\t0", "-99\t<s>\t-0.3", "-1.5\t</s>\t0"]
    lines += [f"{math.log10(n / total):.4f}\t{c}\t-0.3" for c, n in single.items()]
    lines += ["", "\\2-grams:"]
    lines += [f"{math.log10(0.9 * n / single[a]):.4f}\t{a} {b}" for (a, b), n in pair.items()]
    path.write_text("\n".join([*lines, "", "\\end\\", ""]), "utf-8")
    return path


def test_a_model_that_is_not_there_is_refused_before_anything_starts(tmp_path: Path) -> None:
    for kind in ("kenlm", "macbert", "t5", "confusion"):
        with pytest.raises(Unavailable, match="不会联网下载"):
            Pycorrector(kind, tmp_path / "none")
    with pytest.raises(Unavailable, match=r"config\.json"):
        Pycorrector("macbert", tmp_path)


def test_an_interpreter_without_the_library_says_so_and_leaves_no_child(tmp_path: Path) -> None:
    if importlib.util.find_spec("pycorrector") is not None:
        pytest.skip("这个环境装有 pycorrector")
    words = tmp_path / "words.txt"
    words.write_text("布署 部署\n", "utf-8")
    with pytest.raises(Unavailable, match="pycorrector"):
        Pycorrector("confusion", words)


def test_the_doctor_names_every_engine_and_why_it_is_idle(tmp_path: Path) -> None:
    told = {one.name: one for one in engines.report({"macbert": tmp_path / "none"})}
    assert told["严重表述词库"].active
    assert "版本" in told["语言模型"].why
    assert not told["pycorrector MacBERT"].active
    assert "不存在" in told["pycorrector MacBERT"].why
    assert told["pycorrector T5"].why == "未设置模型路径"


def test_what_is_no_chinese_is_out_of_sight_at_the_same_length() -> None:
    written = "2023年 Q2增长10%，ＡＢ"
    assert len(masked(written)) == len(written)
    assert not any(c.isascii() or c.isspace() for c in masked(written))


def test_the_confusion_corrector_answers_with_places_that_hold_the_word(
    python: Path, tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_text("布署 部署\n因该 应该\n短不了 短短短短不了\n", "utf-8")
    sentences = ["2024年要 认真布署工作，因该落实。", "没有错。", "短不了因该布署。"]
    with Pycorrector("confusion", words, python) as engine:
        found = proposals(sentences, engine)
    for sentence, misprints in zip(sentences, found, strict=True):
        for one in misprints:
            assert sentence[one.start : one.end] == one.wrong
            assert len(one.wrong) == len(one.suggestion)
    assert [m.wrong for m in found[0]] == ["布署", "因该"]
    assert found[1] == ()


def test_the_language_model_corrector_loads_a_local_arpa(python: Path, arpa: Path) -> None:
    with Pycorrector("kenlm", arpa, python) as engine:
        found = engine.errors(["人民正府信息公开条例", ""])
    assert len(found) == 2


def test_macbert_reads_numbers_blanks_and_long_lines(python: Path, bert: Path) -> None:
    sentences = ["2023年人民政府 信息公开10%条例。", "今天天气很好" * 60, "", "ABC 123"]
    with Pycorrector("macbert", bert, python) as engine:
        found = engine.errors(sentences)
        again = engine.errors(sentences)
    assert found == again
    for sentence, errors in zip(sentences, found, strict=True):
        for error in errors:
            assert sentence[error.start : error.start + len(error.wrong)] == error.wrong


def test_a_second_opinion_raises_what_both_see_and_leaves_the_rest(
    python: Path, tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_text("到 导\n", "utf-8")
    text = "第一句。\n加强安全生产工作的领到。"
    at = text.index("到。")
    seen = Misprint(
        at, at + 1, "到", "导", Tier.SUSPECTED, 0.98, "LM", "疑似错别字", "review", text[5:]
    )
    other = Misprint(
        0, 1, "第", "地", Tier.SUSPECTED, 0.98, "LM", "疑似错别字", "review", "第一句。"
    )
    with Pycorrector("confusion", words, python) as engine:
        both, alone = second_opinion((seen, other), engine, text)
    assert both.score == 0.99
    assert "pycorrector-confusion" in both.rule
    assert alone == other


def test_a_child_that_was_killed_is_a_plain_sentence(python: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("布署 部署\n", "utf-8")
    with Pycorrector("confusion", words, python) as engine:
        engine._child.kill()
        engine._child.wait()
        with pytest.raises(Unavailable):
            engine.errors(["认真布署"])


def test_the_engine_itself_never_loads_the_library() -> None:
    read("会议要求认真布署下一步工作。")
    assert not {"pycorrector", "torch", "transformers"} & set(sys.modules)
