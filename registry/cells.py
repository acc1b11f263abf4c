"""One cell read as what its column promises. What cannot be read for certain is refused, not guessed."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from core.clock import BEIJING
from registry.grid import Cell
from registry.vocabulary import first_words, plain, words

MAX_TEXT = 200
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028\u2029\ufeff\x00-\x08\x0b-\x1f\x7f]")
_CODE = re.compile(r"[0-9]{10}|bm[0-9]{8}")
_SHORTENED = re.compile(r"([0-9])(?:\.([0-9]+))?E(\+?)([0-9]{1,2})", re.IGNORECASE)
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?:\.(?!-)[\w-]{1,63})*\.?")
_DAY = re.compile(
    r"((?:19|20)[0-9][0-9])\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?(?:(?:[T\s]|(?<=日)).*)?"
)
_COMPACT_DAY = re.compile(r"((?:19|20)[0-9][0-9])([0-9][0-9])([0-9][0-9])")
_MONTH = re.compile(r"((?:19|20)[0-9][0-9])\s*[年./-]\s*([0-9]{1,2})\s*月?")
_CLOCK = re.compile(
    r"[T\s日]([0-9]{1,2})[:时]([0-9]{1,2})(?:[:分]([0-9]{1,2})(?:\.[0-9]+)?)?[分秒]?$"
)
_EXCEL_DAY_ZERO = datetime(1899, 12, 30, tzinfo=BEIJING)
_EXCEL_DAYS = range(20_000, 73_051)  # 1954 to 2099: other numbers are no dates
_SECONDS = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|毫秒|s|秒)?")
_CODE_DIGITS = 10
_EXACT = 1e15  # a float holds every whole number below this, and not every one above
_DIGITS_LOST = "数字过长，已被 Excel 缩写，末尾数字丢失，请把该列设为文本后重填"
_NOTHING = frozenset({"-", "--", "—", "/", "\\", "无", "暂无"})


class BadCellError(ValueError):
    """The message is the Chinese reason."""


def text(cell: Cell | None) -> str:
    """Trimmed, without invisible characters; a whole number without its ".0"."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else ("是" if cell else "否")
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00")
    if isinstance(cell, float | int):
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    return re.sub(r"\s+", " ", _INVISIBLE.sub("", cell)).strip()


def name(cell: Cell | None) -> str:
    """A name as the sheet writes it, of a sensible length; a dash or 无 is none."""
    if isinstance(cell, float) and abs(cell) >= _EXACT:
        raise BadCellError(_DIGITS_LOST)
    found = text(cell)
    if len(found) > MAX_TEXT:
        raise BadCellError(f"超过 {MAX_TEXT} 个字")
    return "" if found in _NOTHING else found


def long_text(cell: Cell | None) -> str:
    """Running text of any length."""
    return text(cell)


def handle(cell: Cell | None) -> str:
    """An account's ID. One that Excel shortened is refused: it would name another account."""
    found = name(cell)
    if (short := _SHORTENED.fullmatch(found)) and short[3]:
        raise BadCellError(_DIGITS_LOST)
    return found


def was_shortened(cell: Cell | None) -> bool:
    """Whether a code was written like 5.329000057E9."""
    return bool(_SHORTENED.fullmatch(unicodedata.normalize("NFKC", text(cell))))


def code(cell: Cell | None) -> str:
    """A 网站标识码: ten digits, or bm and eight. Repaired only where nothing can have been lost."""
    found = unicodedata.normalize("NFKC", text(cell)).replace(" ", "").strip("'’`\"")
    if not found:
        raise BadCellError("为空")
    if short := _SHORTENED.fullmatch(found):
        found = _whole(short)
    found = found.removesuffix(".0").lower()
    if not _CODE.fullmatch(found):
        raise BadCellError("格式不对，应为10位数字，或 bm 加8位数字")
    return found


def _whole(short: re.Match[str]) -> str:
    """5.329000057E9 shows every digit. 5.329E9 without a plus is how Java writes 5329000000 in
    full; 5.329E+09 is how Excel shows any of a million codes, and those digits are gone."""
    first, rest, plus, power = short.groups()
    rest = rest or ""
    if int(power) != _CODE_DIGITS - 1 or len(rest) >= _CODE_DIGITS:
        raise BadCellError("格式不对，应为10位数字，或 bm 加8位数字")
    if (plus or len(power) > 1) and len(rest) < _CODE_DIGITS - 1:
        raise BadCellError(_DIGITS_LOST)
    return first + rest.ljust(_CODE_DIGITS - 1, "0")


def region_code(cell: Cell | None) -> str:
    """Six digits, or ""."""
    found = unicodedata.normalize("NFKC", text(cell)).replace(" ", "")
    if found and not re.fullmatch(r"[0-9]{6}", found):
        raise BadCellError("格式不对，应为6位数字")
    return found


def url(cell: Cell | None) -> str:
    """An http or https address with its path; "www.x.gov.cn" is taken for http."""
    found = unicodedata.normalize("NFKC", text(cell))
    if not found:
        raise BadCellError("为空")
    if re.search(r"[\s;,、]+(https?://|www\.)", found, re.IGNORECASE):
        raise BadCellError("一格里有多个网址，请只留一个")
    if "://" not in found:
        found = f"http://{found}"
    try:
        parts = urlsplit(found)
        host, _ = parts.hostname or "", parts.port
    except ValueError as wrong:
        raise BadCellError("不是网址") from wrong
    dotted = "." in host.strip(".") or ":" in host or host == "localhost"
    good_host = ":" in host or _HOST.fullmatch(host)
    if parts.scheme.lower() not in ("http", "https"):
        raise BadCellError("不是网址，应以 http:// 或 https:// 开头")
    if not dotted or not good_host or re.search(r"[\s\\<>\"。]", found) or "@" in parts.netloc:
        raise BadCellError("不是网址")
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", *parts[3:]))


def word(family: str, cell: Cell | None) -> str | None:
    """The value that a word of a closed list means; None for an empty cell."""
    found = text(cell)
    if not found:
        return None
    value = words(family).get(plain(found))
    if value is None:
        raise BadCellError(f"认不出，可填：{'、'.join(first_words(family))}")
    return value


def day(cell: Cell | None) -> tuple[date | None, str]:
    """A day, and a remark where the cell says less than a day. A month is no day: none is made up."""
    if isinstance(cell, datetime):
        return cell.date(), ""
    found = unicodedata.normalize("NFKC", text(cell))
    if not found or found in _NOTHING or found in ("不详", "未知"):
        return None, ""
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", found) and int(float(found)) in _EXCEL_DAYS:
        return (_EXCEL_DAY_ZERO + timedelta(days=int(float(found)))).date(), ""
    parts = _DAY.fullmatch(found) or _COMPACT_DAY.fullmatch(found)
    if parts:
        return _date(parts), ""
    if (parts := _MONTH.fullmatch(found)) and 1 <= int(parts[2]) <= 12:  # noqa: PLR2004
        return None, f"“{found}”只到月，日期留空"
    raise BadCellError("不是日期，应写成 2024-03-05")


def _date(parts: re.Match[str]) -> date:
    try:
        return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError as wrong:
        raise BadCellError("没有这一天") from wrong


def moment(cell: Cell | None) -> datetime:
    """A moment in Beijing time; a day without a clock is none."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=BEIJING)
    found = unicodedata.normalize("NFKC", text(cell))
    if re.fullmatch(r"[0-9]{5}\.[0-9]+", found) and int(float(found)) in _EXCEL_DAYS:
        exact = _EXCEL_DAY_ZERO + timedelta(days=float(found))
        return (exact + timedelta(milliseconds=500)).replace(microsecond=0)
    parts, clock = _DAY.fullmatch(found), _CLOCK.search(found)
    if not parts or not clock:
        raise BadCellError("不是时间，应写成 2024-03-05 08:30")
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    try:
        at = _date(parts)
        return datetime(at.year, at.month, at.day, hour, minute, second, tzinfo=BEIJING)
    except ValueError as wrong:
        raise BadCellError("没有这个时间") from wrong


def seconds(cell: Cell | None) -> float:
    """Seconds, from "0.35", "350ms" or "1.2秒"; an empty cell is 0."""
    found = plain(text(cell))
    if not found or found in ("-", "--"):
        return 0.0
    parts = _SECONDS.fullmatch(found)
    if not parts:
        raise BadCellError("不是秒数")
    return float(parts[1]) / (1000 if parts[2] in ("ms", "毫秒") else 1)


def count(cell: Cell | None) -> int | None:
    """A whole number of one or more (“30”, “30天”), or None."""
    found = plain(text(cell)).removesuffix("天").removesuffix("日")
    if not found or found in ("-", "--", "无"):
        return None
    if not re.fullmatch(r"[0-9]{1,4}", found) or not int(found):
        raise BadCellError("不是天数")
    return int(found)
