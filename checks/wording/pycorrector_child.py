"""pycorrector's own process: one JSON line of sentences in, one JSON line of errors out.

    python -m checks.wording.pycorrector_child KIND PATH

Run by `checks.wording.pycorrector_engine`, which has made sure that PATH is there: pycorrector would
try to download what it does not find. Nothing of this project is imported, so that the library's
logging, search path and environment stay in here.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

_SURE = 0.9  # least probability of a character that MacBERT proposes

Errors = list[list[Any]]
"""[wrong, right, position] each."""


def corrector(kind: str, path: str) -> Callable[[list[str]], list[Errors]]:
    """A function over a batch of sentences. ValueError for a kind that there is not."""
    if kind == "kenlm":
        from pycorrector import Corrector

        one = Corrector(language_model_path=path)
        return lambda sentences: [_errors(one.correct(s)) for s in sentences]
    if kind == "confusion":
        from pycorrector import ConfusionCorrector

        listed = ConfusionCorrector(custom_confusion_path_or_dict=path)
        return lambda sentences: [_errors(listed.correct(s)) for s in sentences]
    if kind == "macbert":
        from pycorrector import MacBertCorrector

        bert = MacBertCorrector(path)
        return lambda sentences: [
            _errors(r) for r in bert.correct_batch(sentences, threshold=_SURE)
        ]
    if kind == "t5":
        from pycorrector import T5Corrector

        t5 = T5Corrector(path)
        return lambda sentences: [_errors(r) for r in t5.correct_batch(sentences)]
    raise ValueError(f"没有这种纠错器：{kind}")


def _errors(result: dict[str, Any]) -> Errors:
    return [[wrong, right, int(at)] for wrong, right, at in result["errors"]]


def main() -> None:
    """Says {"ready": kind} once loaded, then answers line by line until the input ends."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what the library prints is no answer
    correct = corrector(sys.argv[1], sys.argv[2])
    print(json.dumps({"ready": sys.argv[1]}), file=answers, flush=True)
    for line in sys.stdin:
        errors = correct(json.loads(line))
        print(json.dumps(errors, ensure_ascii=False), file=answers, flush=True)


if __name__ == "__main__":
    main()
