"""One spelling for scanning: digits of every width as 0-9, nothing invisible, entities decoded.

`clean` keeps a map back, so that places are told in characters of the text that was given.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

# Soft hyphen, joiners, direction marks, variation selectors: no reader sees them.
_ODD = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d7ce-\U0001d7ff]"
)
_TOKEN = re.compile(
    _ODD.pattern + r"|&(?:#[0-9]{2,5}|#x[0-9a-fA-F]{2,5}|nbsp|amp|quot);|\\u00[0-9a-fA-F]{2}"
)
_LABELS = (
    "身份证号码 身份证号 身份证 公民身份号码 证件号码 证件号 证号 联系电话 联系方式 手机号码 手机号 手机 电话 姓名 住址"
    " 家庭住址 地址 银行账号 银行卡号 银行帐号 账号 帐号 卡号 户名 开户行 护照号码 护照号 护照"
)
# 身 份 证 号: a label that is set wide over its cell.
_WIDE = re.compile(
    "(?<![\u4e00-\u9fff])(?:"
    + "|".join("[ \u3000]{1,4}".join(word) for word in _LABELS.split())
    + ")(?![\u4e00-\u9fff])"
)
_SPACED = re.compile(f"[{''.join({word[0] for word in _LABELS.split()})}][ \u3000]")
_TOKEN = re.compile(f"{_TOKEN.pattern}|{_WIDE.pattern}")
_QUOTED = re.compile(_TOKEN.pattern + r"|(?:%[0-9A-Fa-f]{2})+|\\x[23][0-9a-fA-F]")


@dataclass(frozen=True, slots=True)
class Clean:
    """`text` for scanning. `starts[i]`, `shifts[i]`: from this place of it on, add so many."""

    text: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span in the text that was given."""
        if not self.starts:
            return start, end
        return self._at(start), self._at(end - 1) + 1

    def _at(self, place: int) -> int:
        found = bisect_right(self.starts, place) - 1
        return place + (self.shifts[found] if found >= 0 else 0)


def clean(text: str, quoted: bool = False) -> Clean:
    """Most pages hold nothing odd and come back as they are. `quoted`: URLs and script strings."""
    marked = "&#" in text or "\\u00" in text or "&nbsp;" in text
    odd = marked or _ODD.search(text) or (_SPACED.search(text) and _WIDE.search(text))
    if not odd and not (quoted and ("%" in text or "\\x" in text)):
        return Clean(text)
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    last = length = 0
    for match in (_QUOTED if quoted else _TOKEN).finditer(text):
        plain = _plain(match[0])
        pieces += (text[last : match.start()], plain)
        length += match.start() - last + len(plain)
        last = match.end()
        if len(plain) != len(match[0]):
            starts.append(length)
            shifts.append(last - length)
    pieces.append(text[last:])
    return Clean("".join(pieces), tuple(starts), tuple(shifts))


def _plain(token: str) -> str:
    if token[0] == "&":
        return html.unescape(token)[:1]
    if token[0] == "%":
        return _unquoted(token)
    if token[0] == "\\":
        return chr(int(token[2:], 16))
    if len(token) > 1:
        return "".join(token.split())
    if unicodedata.category(token) in ("Nd", "Lu", "Ll"):
        return unicodedata.normalize("NFKC", token)
    return ""


def _unquoted(token: str) -> str:
    """%E6%9D%8E: in UTF-8, or in GBK as old servers write it."""
    octets = bytes.fromhex(token.replace("%", ""))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("gb18030", "replace")
