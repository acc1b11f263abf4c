"""表扬名单的口径. A book of weights, read and held to its sum."""

import tomllib
from decimal import Decimal
from pathlib import Path

from config.fit import MisfitError, fit
from core.merit import MEASURES, MeritBook

BOOKS = Path(__file__).parent
_WHOLE = Decimal(100)


def load_merit(name: str) -> MeritBook:
    """A book of ours by name, or any TOML file by its path. Raises MisfitError with a Chinese sentence."""
    path = Path(name) if name.endswith(".toml") else BOOKS / f"{name}.toml"
    where = f"表扬口径 {path.name}"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as wrong:
        raise MisfitError(f"{where} 读不到：{wrong.strerror}") from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise MisfitError(f"{where} 不是合法的 TOML（UTF-8）文件：{wrong}") from wrong
    book = fit(MeritBook, table, where)
    if set(book.weights) != set(MEASURES):
        raise MisfitError(f"{where} [weights]：应恰好写明 {'、'.join(MEASURES)}")
    if sum(book.weights.values()) != _WHOLE or min(book.weights.values()) < 0:
        raise MisfitError(f"{where} [weights]：各项不能为负，合计应为 100")
    if book.per_week < 1:
        raise MisfitError(f"{where}：per_week 至少为 1")
    return book
