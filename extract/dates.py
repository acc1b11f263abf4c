"""日期: a stated time read by rules, with its precision and the rule's name. Never a guess.

General date libraries complete what is missing (2024年2月29日 became 1 January, 02-29 became 2002);
a tool that accuses a bureau of not updating cannot. What no rule reads is no date.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from core.clock import BEIJING
from core.facts import Precision, Stamp

_Y, _M, _D = r"(?P<y>(?:19|20)\d\d)", r"(?P<m>1[0-2]|0?[1-9])", r"(?P<d>3[01]|[12]\d|0?[1-9])"
_M2, _D2 = r"(?P<m>1[0-2]|0[1-9])", r"(?P<d>3[01]|[12]\d|0[1-9])"
# A second spelling within one pattern needs a second group name.
_Mb, _Db = _M.replace("<m>", "<mb>"), _D.replace("<d>", "<db>")
_M2b, _D2b, _D2c = (
    _M2.replace("<m>", "<mb>"),
    _D2.replace("<d>", "<db>"),
    _D2.replace("<d>", "<dc>"),
)
_ZONE = r"(?P<zone>Z|(?:GMT|UTC)?[+-]\d\d:?\d\d|GMT|UTC|CST)"
_TIME = (
    r"(?:(?P<glue>[\sT,]*)(?:\(?(?:星期|周)[一二三四五六日天]\)?\s*)?(?P<half>上午|下午|晚上|晚|早上|凌晨|中午)?\s*"
    r"(?P<H>[01]?\d|2[0-3])\s*[:时点]\s*(?P<Mi>[0-5]\d)"
    r"(?:\s*[:分]\s*(?P<S>[0-5]\d)(?:[.,]\d+)?)?[分秒]?(?:\s*" + _ZONE + r")?)?"
)
_MONTHS = {
    name: at + 1
    for at, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    )
}
_MON = r"(?P<mon>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DOW = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_CLOCK = r"(?P<H>\d{1,2}):(?P<Mi>\d\d)(?::(?P<S>\d\d))?"
_CN = "〇○◯零一二三四五六七八九OoＯ0"

_CN_YEAR, _CN_MONTH = rf"(?P<y>[一二][{_CN}]{{3}})", r"(?P<m>元|正|十[一二]?|[一二三四五六七八九])"

# Dates that say year, month and day: they may be looked for in running text.
_FULL: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "ymd",
        re.compile(
            rf"(?<![\d.]){_Y}\s*(?:年\s*{_M}\s*月\s*{_D}(?!\d)\s*[日号]?"
            rf"|(?P<sep>[-/.–—])\s*{_Mb}\s*(?P=sep)\s*(?:{_Db}(?!\d|\.\d)[日号]?|{_D2c}(?=\d\d:\d\d))){_TIME}"
        ),
    ),
    (
        "cn",
        re.compile(
            rf"{_CN_YEAR}\s*年\s*{_CN_MONTH}\s*月\s*"
            r"(?P<d>[廿卅二三]?十?[一二三四五六七八九]?|初[一-十])\s*[日号]" + _TIME
        ),
    ),
    (
        "spaced",  # 202 4 年 5月10日: an editor's justified line
        re.compile(
            r"(?<!\d)(?P<y>(?:1\s*9|2\s*0)\s*\d\s*\d)\s*年\s*(?P<m>[01]\s*\d|\d)\s*月\s*"
            r"(?P<d>[0-3]\s*\d|\d)\s*[日号]" + _TIME
        ),
    ),
    ("java", re.compile(rf"{_DOW} {_MON} +{_D} {_CLOCK} {_ZONE} {_Y}")),
    ("js", re.compile(rf"{_DOW} {_MON} +{_D} {_Y} {_CLOCK}(?: {_ZONE})?")),
    ("rfc", re.compile(rf"{_DOW}, {_D}[ -]{_MON}[ -]{_Y} {_CLOCK}(?: {_ZONE})?")),
    ("gson", re.compile(rf"{_MON} {_D}, {_Y}(?:,? {_CLOCK} ?(?P<half>[AP]M)?)?")),
)
# Forms that are a date only if nothing else stands there.
_BARE_CLOCK = r"(?:\s*(?P<H>[01]\d|2[0-3]):?(?P<Mi>[0-5]\d)(?::?(?P<S>[0-5]\d))?)?"
_WHOLE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(rf"^\s*[\[(【<「]?\s*{form}\s*[\])】>」]?\s*$"))
    for rule, form in (
        ("compact", _Y + _M2 + _D2 + _BARE_CLOCK),
        ("day_first", rf"{_D}日?\s*[\s/]\s*{_Y}\s*[-./年]\s*{_M}月?"),
        ("day_last", rf"{_Y}\s*[-./年]\s*{_M}月?\s+{_D}日?"),
        ("year_last", rf"{_M}\s*[-./月]\s*{_D}日?\s*[\s/]\s*{_Y}年?"),
        ("year_first", rf"{_Y}年?\s+{_M}\s*[-./月\s]\s*{_D}日?"),
        ("short_year", rf"(?P<yy>\d\d)(?P<sep>[-/.]){_M2}(?P=sep){_D2}{_TIME}"),
        ("month_day", rf"(?:{_M}月{_D}日|{_M2b}[-/.月]{_D2b}日?){_TIME}"),
        ("month", rf"{_Y}\s*(?:年\s*{_M}\s*月|[-/.]{_M2b})"),
        ("cn_month", rf"{_CN_YEAR}\s*年\s*{_CN_MONTH}\s*月"),
    )
)
_COMMON = re.compile(r"\s*[\[(]?(?P<y>(?:19|20)\d\d)([-/.])(?P<m>\d\d)\2(?P<d>\d\d)[\])]?\s*")
_MONTH_INSIDE = re.compile(rf"(?<!\d){_Y}\s*年\s*{_M}\s*月(?!\s*[\d初]|份?\s*至)")
_EPOCH = re.compile(r"^\s*(\d{10})(\d{3})?\s*$")
_AGO = re.compile(
    r"^\W*(?P<n>\d{1,3}|[一二三四五六七八九十半两几]{1,3})\s*个?(?P<u>秒|分|小时|钟头|天|日|周|星期|礼拜|月)钟?(?:以|之)?前\W*$"
)
_NEAR = re.compile(rf"^\W*(?P<w>刚刚|刚才|今天|今日|昨天|昨日|前天|前日)\W*?{_TIME}\W*$")
_DAYS_BACK = {"刚": 0, "今": 0, "昨": 1, "前": 2}
_SECONDS = {"秒": 1, "分": 60, "小": 3600, "钟": 3600, "天": 86400, "日": 86400}
_SECONDS |= {"周": 7 * 86400, "星": 7 * 86400, "礼": 7 * 86400, "月": 30 * 86400}
_LABEL = re.compile(r"^\W*[^\d\s:]{0,6}(?:时间|日期|发布|更新|发文|日|于)\s*[:]?\s*")
_EARLIEST = 1990  # no government page is older; years before it are history in the text
_LEAP_CYCLE = 9  # years to look back for a 29 February
_LONG = 400  # characters: beyond it only full dates are looked for


def parse_stamp(text: str, now: datetime) -> Stamp | None:
    """The one time that a short text states, or None.

    `now` is when the text was fetched: relative times (3小时前) hang on it, and a day without a year
    is the latest such day not after it. A bare number may be an epoch; who wants none of these asks
    for the rule's name. Rules: ymd, cn, spaced, java, js, rfc, gson, compact,
    day_first, day_last, year_last, year_first, short_year, month_day, month, cn_month, epoch, ago, near.
    """
    if common := _COMMON.fullmatch(text):  # nine dates of ten, by a hundredth of the work
        return _stamp("ymd", common, now)
    text = _plain(text)
    if not text:
        return None
    first = next(find_stamps(text, now), None)
    if first is not None:
        return first[2]
    if len(text) > _LONG:
        return None
    text = _LABEL.sub("", text, count=1)
    for rule, form in _WHOLE:
        if (found := form.match(text)) and (stamp := _stamp(rule, found, now)):
            return stamp
    if found := _MONTH_INSIDE.search(text):
        return _stamp("month", found, now)
    return _epoch(text, now) or _relative(text, now)


def find_stamps(text: str, now: datetime) -> Iterator[tuple[int, int, Stamp]]:
    """Every full date in running text: start, end, stamp, by place.

    The text must be NFKC, its spaces folded.
    """
    hits: list[tuple[int, int, Stamp]] = []
    for rule, form in _FULL:
        if not _may_hold(rule, text):
            continue
        for found in form.finditer(text):
            stamp = _stamp(rule, found, now)
            if stamp is not None and not any(
                a < found.end() and found.start() < b for a, b, _ in hits
            ):
                hits.append((found.start(), found.end(), stamp))
    yield from sorted(hits, key=lambda hit: hit[0])


def _plain(text: str) -> str:
    """One form of each sign, spaces folded (long runs of them would make the search quadratic)."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())


def _may_hold(rule: str, text: str) -> bool:
    """A cheap look before a dear one."""
    if rule == "ymd":
        return "20" in text or "19" in text
    if rule in ("cn", "spaced"):
        return "年" in text and "月" in text
    return ":" in text or "," in text


def _stamp(rule: str, found: re.Match[str], now: datetime) -> Stamp | None:
    got = {name: value for name, value in found.groupdict().items() if value is not None}
    try:
        day = _DAYS.get(rule, _ymd)(got, now)
    except (ValueError, KeyError):
        return None
    if day is None or day.year < _EARLIEST:
        return None
    if rule in ("month", "cn_month"):
        return Stamp(datetime.combine(day, time(), BEIJING), Precision.MONTH, "month")
    return _timed(day, got, rule)


def _timed(day: date, got: dict[str, str], rule: str) -> Stamp:
    if "H" not in got:
        return Stamp(datetime.combine(day, time(), BEIJING), Precision.DAY, rule)
    hour, minute, second = int(got["H"]), int(got["Mi"]), int(got.get("S", 0))
    half = got.get("half", "")
    if half in ("下午", "晚上", "晚", "PM") and hour < 12:  # noqa: PLR2004 - noon
        hour += 12
    if half in ("AM", "凌晨") and hour == 12:  # noqa: PLR2004
        hour = 0
    moment = datetime.combine(day, time(hour, minute, second), _zone(got.get("zone", "")))
    moment = moment.astimezone(BEIJING)
    if (hour, minute, second) == (0, 0, 0) and moment.hour == 0:
        return Stamp(moment, Precision.DAY, rule)  # a machine's way to write a bare day
    return Stamp(moment, Precision.SECOND if "S" in got else Precision.MINUTE, rule)


def _zone(name: str) -> tzinfo:
    if name in ("Z", "GMT", "UTC"):
        return UTC
    found = re.search(r"([+-])(\d\d):?(\d\d)", name)
    if not found:
        return BEIJING  # CST is China's here
    shift = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(shift if found[1] == "+" else -shift)


def _ymd(got: dict[str, str], _now: datetime) -> date:
    month = _MONTHS[got["mon"]] if "mon" in got else int(_bare(got.get("m") or got["mb"]))
    day = got.get("d") or got.get("db") or got.get("dc") or "1"
    return date(int(_bare(got["y"])), month, int(_bare(day)))


def _bare(number: str) -> str:
    return "".join(number.split())


def _cn(got: dict[str, str], _now: datetime) -> date:
    year = int("".join(str(_DIGIT[one]) for one in got["y"]))
    month = 1 if got["m"] in "元正" else _count(got["m"])
    return date(year, month, _count(got["d"].removeprefix("初")) if "d" in got else 1)


_DIGIT = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_DIGIT |= dict.fromkeys("〇○◯OoＯ0", 0) | {"两": 2}


def _count(word: str) -> int:
    word = word.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return _DIGIT[ones]
    return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)


def _short_year(got: dict[str, str], now: datetime) -> date | None:
    day = date(2000 + int(got["yy"]), int(got["m"]), int(got["d"]))
    return day if day <= now.astimezone(BEIJING).date() else None


def _month_day(got: dict[str, str], now: datetime) -> date | None:
    month, day = int(got.get("m") or got["mb"]), int(got.get("d") or got["db"])
    limit = now.astimezone(BEIJING).date() + timedelta(days=1)
    for year in range(limit.year, limit.year - _LEAP_CYCLE, -1):
        try:
            stated = date(year, month, day)
        except ValueError:
            if (month, day) != (2, 29):
                return None
            continue
        if stated <= limit:
            return stated
    return None


_DAYS: dict[str, Callable[[dict[str, str], datetime], date | None]] = {
    "cn": _cn,
    "cn_month": _cn,
    "short_year": _short_year,
    "month_day": _month_day,
}


def _epoch(text: str, now: datetime) -> Stamp | None:
    found = _EPOCH.match(text)
    if not found:
        return None
    moment = datetime.fromtimestamp(int(found[1]), BEIJING)
    if moment.year < _EARLIEST or moment > now + timedelta(days=1):
        return None
    return Stamp(moment, Precision.SECOND, "epoch")


def _relative(text: str, now: datetime) -> Stamp | None:
    now = now.astimezone(BEIJING)
    if found := _AGO.match(text):
        word = found["n"]
        if "几" in word:
            return None
        unit = found["u"][0]
        amount = int(word) if word.isdigit() else 0.5 if word == "半" else _count(word)
        moment = now - timedelta(seconds=_SECONDS[unit] * amount)
        if unit in "秒分":
            return Stamp(moment, Precision.MINUTE, "ago")
        return Stamp(moment, Precision.MONTH if unit == "月" else Precision.DAY, "ago")
    if found := _NEAR.match(text):
        day = now.date() - timedelta(days=_DAYS_BACK[found["w"][0]])
        if found["w"] in ("刚刚", "刚才"):
            return Stamp(now, Precision.MINUTE, "near")
        got = {name: value for name, value in found.groupdict().items() if value is not None}
        return _timed(day, got, "near")
    return None
