"""字模型的编制: counts of character 5-grams by KenLM's own tools, quantised. Writes `data/chars.klm`.

Rare 4- and 5-grams (seen once) are left out: the file is half as large and no worse.
"""

import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from checks.wording.charmodel import ORDER
from checks.wording.tokens import tokens

_PRUNE = ("0", "0", "0", "1", "1")
_QUANTISED = ("-a", "64", "-q", "8", "-b", "8")


def write(sentences: Iterable[str], tools: Path, to: Path) -> None:
    """`tools` is the folder of `lmplz` and `build_binary`. CalledProcessError where one fails."""
    with tempfile.TemporaryDirectory() as folder:
        arpa, lines = Path(folder, "chars.arpa"), Path(folder, "chars.txt")
        with lines.open("w", encoding="utf-8") as out:
            out.writelines(" ".join(tokens(sentence)[0]) + "\n" for sentence in sentences)
        with lines.open("rb") as counted, arpa.open("wb") as written:
            count: list[str | Path] = [tools / "lmplz", "-o", str(ORDER), "--prune", *_PRUNE]
            count += ["-S", "50%", "-T", folder, "--discount_fallback"]
            subprocess.run(count, stdin=counted, stdout=written, check=True)  # noqa: S603
        subprocess.run(  # noqa: S603 - the folder is the caller's
            [tools / "build_binary", *_QUANTISED, "trie", arpa, to], check=True
        )
