"""人名: whose number it is. Names are only looked for next to something else that was found."""

import re

from checks.privacy.words import alternatives, section

_WORDS = section("names")
_SURNAMES = "".join(_WORDS["surnames"])
_COMPOUND = alternatives("names", "compound")
_ROLE = alternatives("names", "roles")
_HAN = r"[\u4e00-\u9fff]"
_NEXT = rf"(?![因患于在被经的之系与和同及等到为是已未])(?!身患|驾驶|遗失|确诊|申请|反映){_HAN}"
_PLAIN = (
    rf"(?:(?:{_COMPOUND}){_HAN}(?:{_NEXT}){{0,1}}|[{_SURNAMES}]{_HAN}(?:{_NEXT}){{0,1}}"
    rf"|{_HAN}{{1,6}}[·•](?:{_NEXT}){{1,8}})"
)
_LAZY = _PLAIN.replace("{0,1}", "{0,1}?")
_NO_NAME = re.compile(
    r"某|[省市县区镇乡村组号路街巷局厅科股处站所队院校司部会社电话手机号码证件账户卡元年月日时分一二三四五六七八九十第与及和的为是在了等共其本该各由从对将被]$"
    rf"|^(?:{alternatives('names', 'not_first')})"
)
_SHAPE = re.compile(rf"^(?:{_HAN}{{2,4}}|{_HAN}{{1,10}}[·•]{_HAN}{{1,12}}(?:[·•]{_HAN}{{1,8}})?)$")
_AT_END = re.compile(
    rf"(?<!{_HAN})({_PLAIN})[\s：:（(，,、]{{0,3}}$|([\s，,、：:；;\d）)])({_PLAIN})[\s：:（(，,、]{{0,3}}$"
)
_BY_ROLE = re.compile(
    rf"(?:{_ROLE})(?:姓名)?(?:\s?[：:为是（(]?\s?({_PLAIN})|\s?[：:（(]\s?({_HAN}{{2,3}})(?=[，,、（(\s：:。；男女]|$))"
)
_BY_ROLE_PLAINLY = re.compile(
    rf"(?:{_ROLE})(?:姓名)?\s?[：:为是（(]?\s?({_PLAIN})(?=[，,、（(\s：:男女]|因|系|患|身患|确诊|诊断|感染|罹患|之|于|经|的[父母子女妻夫]|$)"
)
_BEFORE_SEX = re.compile(
    rf"(?<!{_HAN})({_HAN}{{2,4}}|{_HAN}{{1,6}}[·•]{_HAN}{{1,8}})\s?(?=[（(，,、\s][男女](?:[，,、）)\s性]|$))"
    rf"|(?<!{_HAN})({_PLAIN})\s?(?=[男女](?=[，,、\d汉\s]))"
)
_BEFORE_LABEL = re.compile(
    rf"(?:^|[\s，,、。；;：:\d\n）)“”《》.．])({_LAZY})(?=[\s，,、（(：:]*(?:的)?(?:公民|居民)?(?:身份|证件|电话|手机|联系|银行|卡号|账号|一折通|一卡通|护照|住|家住|驾驶|因|系|患|身患|确诊|诊断|罹患|感染|遗失|乘坐|名下|之[父母子女妻夫]|现住|户籍|家庭|社保|车牌|病|怀孕|[0-9A-Z]|$))"
)
_AFTER_STOP = re.compile(rf"(?:^|[\s，,、。；;：:\n）)])({_LAZY})(?=[，,、（(\s])")


_HIDES = frozenset("*某×＊xX")


def is_name(text: str) -> bool:
    """Whether a table cell may be a person's name, unmasked."""
    shown = text.replace(" ", "").replace("\u3000", "")
    return bool(_SHAPE.match(shown)) and "某" not in shown


def looks_like_name(text: str) -> bool:
    """Stricter: it begins with a surname. For columns that no header names."""
    shown = text.replace(" ", "").replace("\u3000", "")
    return bool(re.fullmatch(_PLAIN, shown)) and not _NO_NAME.search(shown)


def ends_with_name(words: str) -> bool:
    """Whether a name stands right before."""
    match = _AT_END.search(words[-12:])
    name = (match[1] or match[3]) if match else ""
    return bool(name) and not _NO_NAME.search(name)


_FROM_A_PLACE = re.compile(
    rf"(?:^|[\s，,、。；;：:\d）).．])({_PLAIN})[，,]\s?[^，,。；;\n]{{2,24}}(?:人|村民|居民|社区|村|组)[，,]"
    rf"|(?:^|[\s，,、。；;：:\d）).．])({_PLAIN})[，,]\s?(?=其|本人|丈夫|妻子|儿子|女儿|父亲|母亲|[长次]子|[长次]女|配偶|家属)"
)


def name_before(text: str, start: int, reach: int = 60) -> str:
    """The person that the thing at `start` is said of, "" if nobody is named near."""
    words = text[max(0, start - reach) : start]
    stop = max(words.rfind("\n\n"), words.rfind("。"))
    return _last(words[stop + 1 :], (_BY_ROLE, _BEFORE_SEX, _BEFORE_LABEL, _AFTER_STOP))


_AFTER_SUFFERER = re.compile(
    rf"(?:患者|病人|感染者|携带者)({_PLAIN})(?=[，,。（(、；;\s]|[男女由于在]|$)"
)


def sufferer(words: str) -> str:
    """The person named right after the illness: 艾滋病感染者张三."""
    match = _AFTER_SUFFERER.match(words)
    hidden = match is None or words[match.end(1) : match.end(1) + 1] in _HIDES
    return "" if hidden or _NO_NAME.search(match[1]) else match[1]  # type: ignore[index]


def bearer(words: str) -> str:
    """The person of whom something is said next in the same line: only where that is plain."""
    return _last(words, (_BY_ROLE_PLAINLY, _BEFORE_SEX, _BEFORE_LABEL, _FROM_A_PLACE))


def _last(words: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    found: tuple[int, str] = (-1, "")
    for pattern in patterns:
        for match in pattern.finditer(words):
            group = match.lastindex or 1
            name, end = match[group], match.end(group)
            if end > found[0] and not _NO_NAME.search(name) and words[end : end + 1] not in _HIDES:
                found = (end, name)
    return found[1]
