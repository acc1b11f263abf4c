"""Fresh cases of leaks and of what only looks like one, as many as wanted: templates of public pages,
filled by a seeded draw with numbers of nobody alive (births of 1900-1909, cards of a bank that is none).

In a template `[ID]` is a value that must be found, `[id]` one that must not; `[ID|fw]` is written in a
way of its own (see `WAYS`), `[MOBILE/low]` must be found with that severity. `{name}` and the like are
fillers. A template that begins with "<" is HTML.
"""

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.privacy.numbers import check_digit, is_card, luhn

SURNAMES = [*list("赵钱孙李周吴郑王冯陈杨段张何罗高马尹字普鲁阮苏董寸"), "欧阳", "司马"]
GIVEN = list("样例示范测试虚构玉春建国丽华志强秀英文明小红金花成光云飞晓燕海波")
MINORITY = ["阿依古丽·买买提", "罗阿木·嘎", "尼玛扎西·次仁"]
COUNTIES = ["大理市", "宾川县", "祥云县", "弥渡县", "洱源县", "云龙县", "鹤庆县", "剑川县"]
TOWNS = ["银桥镇", "湾桥镇", "金华镇", "牛街乡", "下关街道", "平坡镇", "鸡足山镇"]
VILLAGES = ["样例村", "测试村", "示范社区", "虚构村委会", "某坪村"]
ROADS = ["样例路", "示范大道", "测试街", "人民南路", "苍山巷"]
ESTATES = ["样例小区", "测试花园", "示范家园", "滨海新城"]
OFFICES = ["州财政局", "市民政局", "县人力资源和社会保障局", "镇人民政府", "州政务服务局"]
COMPANIES = ["大理样例商贸有限公司", "云南测试建设工程有限公司", "宾川示范农业合作社"]
DISEASES = [
    "尿毒症",
    "肺结核",
    "白血病",
    "精神分裂症",
    "胃癌",
    "癫痫",
    "艾滋病",
    "糖尿病",
    "脑梗塞",
]
REGIONS = ["532901", "532923", "532924", "532930", "530102", "110105", "440306", "513021", "372922"]


class Draw:
    """Values of nobody, from one seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - test data

    def id(self, last: str = "") -> str:
        while True:
            day = f"190{self.dice.randint(0, 9)}{self.dice.randint(1, 12):02}{self.dice.randint(1, 28):02}"
            body = self.dice.choice(REGIONS) + day + f"{self.dice.randint(1, 999):03}"
            if not last or check_digit(body) == last:
                return body + check_digit(body)

    def old_id(self) -> str:
        number = self.id()
        return number[:6] + number[8:17]

    def wrong_id(self) -> str:
        number = self.id()
        wrong = next(d for d in "0123456789" if d != number[17])
        return number[:17] + wrong

    def foreign_id(self) -> str:
        body = "9" + self.dice.choice(["53", "11", "44"]) + self.dice.choice(["840", "392", "410"])
        body += f"190{self.dice.randint(0, 9)}0{self.dice.randint(1, 9)}1{self.dice.randint(0, 9)}"
        body += f"{self.dice.randint(1, 999):03}"
        return body + check_digit(body)

    def mobile(self) -> str:
        head = self.dice.choice(["138", "159", "187", "133", "199", "166", "177", "150", "182"])
        return head + "0000" + f"{self.dice.randint(0, 9999):04}"

    def card(self, length: int = 19) -> str:
        while True:
            head = self.dice.choice(["622848", "621700", "622202", "621799", "623061"])
            middle = "0" * (length - 12) + f"{self.dice.randint(0, 99999):05}"
            for last in "0123456789":
                if is_card(head + middle + last):
                    return head + middle + last

    def passbook(self) -> str:
        while True:
            number = f"0201190000{self.dice.randint(0, 9999999):07}0012"
            if not luhn(number):
                return number

    def name(self) -> str:
        if self.dice.random() < 0.04:
            return self.dice.choice(MINORITY)
        return self.dice.choice(SURNAMES) + "".join(
            self.dice.sample(GIVEN, self.dice.randint(1, 2))
        )

    def number(self, length: int) -> str:
        return "".join(str(self.dice.randint(0, 9)) for _ in range(length))

    def house(self) -> str:
        pick = self.dice.choice
        rural = f"{pick(COUNTIES)}{pick(TOWNS)}{pick(VILLAGES)}{self.dice.randint(1, 19)}组{self.dice.randint(1, 99)}号"
        urban = (
            f"{pick(COUNTIES)}{pick(TOWNS)}{pick(ROADS)}{self.dice.randint(1, 299)}号{pick(ESTATES)}"
            f"{self.dice.randint(1, 20)}幢{self.dice.randint(1, 4)}单元{self.dice.randint(101, 1602)}室"
        )
        return pick([rural, urban])

    def plate(self) -> str:
        return "云L0" + self.dice.choice("ABCDEF") + self.number(3)

    def fillers(self) -> dict[str, str]:
        pick, dice = self.dice.choice, self.dice
        year = dice.randint(2019, 2025)
        return {
            "name": self.name(),
            "name2": self.name(),
            "county": pick(COUNTIES),
            "town": pick(TOWNS),
            "village": pick(VILLAGES),
            "road": pick(ROADS),
            "estate": pick(ESTATES),
            "office": pick(OFFICES),
            "company": pick(COMPANIES),
            "disease": pick(DISEASES),
            "n": str(dice.randint(1, 99)),
            "money": f"{dice.randint(100, 9999)}.{dice.randint(0, 99):02}",
            "year": str(year),
            "day": f"{year}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日",
            "age": str(dice.randint(18, 90)),
            "sex": pick("男女"),
        }


VALUES: dict[str, Callable[[Draw], str]] = {
    "ID": Draw.id,
    "IDX": lambda d: d.id("X"),
    "OLDID": Draw.old_id,
    "BADID": Draw.wrong_id,
    "HKID": lambda d: (lambda b: b + check_digit(b))(
        "8" + d.dice.choice("123") + "0000" + d.id()[6:17]
    ),
    "FOREIGNID": Draw.foreign_id,
    "MOBILE": Draw.mobile,
    "BANK": Draw.card,
    "CARD16": lambda d: d.card(16),
    "PASSBOOK": Draw.passbook,
    "ADDR": Draw.house,
    "MEDICAL": lambda d: d.dice.choice(DISEASES),
    "PASSPORT": lambda d: d.dice.choice("EG") + "0000" + d.number(4),
    "PERMIT": lambda d: d.dice.choice("CHM") + "0000" + d.number(4),
    "PLATE": Draw.plate,
    "WEAK8": lambda d: (
        "532901********" + f"{d.dice.randint(1, 999):03}" + d.dice.choice("0123456789X")
    ),
    "WEAK8A": lambda d: (
        "532901********" + f"{d.dice.randint(1, 999):03}" + d.dice.choice("0123456789X")
    ),
    "WEAK8D": lambda d: (lambda b: b[:6] + "*" * 8 + b[14:] + check_digit(b))(
        "53290119060304" + f"{d.dice.randint(1, 999):03}"
    ),
    "PREG": lambda d: f"孕{d.dice.randint(6, 38)}周",
    "HKPASS": lambda d: "H0000" + d.number(4),
    "BIRTHNO": lambda d: "R53" + d.number(7),
    "AIDS": lambda d: "艾滋病",
    "MENTALILL": lambda d: "精神障碍",
    "HEART": lambda d: "先天性心脏病",
    "MENTAL": lambda d: "精神残疾",
    "PREGNANT": lambda d: "怀孕",
    "TWPERMIT": lambda d: "0" + d.number(7),
    "SOLDIER": lambda d: "政字第00" + d.number(5) + "号",
    "WEAK4": lambda d: d.id()[:14] + "****",
    "WEAKDAY": lambda d: (lambda i: i[:10] + "****" + i[14:])(d.id()),
    "SOCIAL": lambda d: "5329000" + d.number(9),
    "EMAIL": lambda d: "demo" + d.number(4) + "@example.com",
}
TYPES = {
    "IDX": "ID",
    "OLDID": "ID",
    "BADID": "ID",
    "HKID": "ID",
    "FOREIGNID": "ID",
    "CARD16": "BANK",
}
TYPES |= {"MENTAL": "MEDICAL", "PREGNANT": "MEDICAL", "TWPERMIT": "PASSPORT", "SOLDIER": "PASSPORT"}
TYPES |= {"AIDS": "MEDICAL"}
TYPES |= {"PREG": "MEDICAL"}
TYPES |= {"HKPASS": "PASSPORT", "BIRTHNO": "PASSPORT", "MENTALILL": "MEDICAL", "HEART": "MEDICAL"}
TYPES |= {"WEAK8A": "WEAKMASK", "WEAK8D": "WEAKMASK"}
TYPES |= {"WEAK8": "WEAKMASK", "WEAK4": "WEAKMASK", "WEAKDAY": "WEAKMASK"}
TYPES |= {"PASSBOOK": "BANK", "PERMIT": "PASSPORT"}


def _spread(text: str, *sizes: int, by: str = " ") -> str:
    parts, place = [], 0
    for size in sizes:
        parts.append(text[place : place + size])
        place += size
    return by.join([*parts, text[place:]]) if text[place:] else by.join(parts)


CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
WAYS: dict[str, Callable[[str], str]] = {
    "": lambda v: v,
    "lineend": lambda v: v[:16] + "\n" + v[16:],
    "three": lambda v: _spread(v, 6, 6, by="\n"),
    "comma": lambda v: _spread(v, 6, 8, by=","),
    "fwx": lambda v: v.replace("X", "Ｘ"),
    "underscore": lambda v: _spread(v, 6, 8, by="_"),
    "boxes": lambda v: "".join(f"<td>{c}</td>" for c in v),
    "cut14": lambda v: v[:14] + "</td><td>" + v[14:],
    "lower": str.lower,
    "fw": lambda v: "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in v),
    "spaced": lambda v: _spread(v, 6, 8),
    "dashed": lambda v: _spread(v, 6, 8, by="-"),
    "each": lambda v: " ".join(v),
    "zero": lambda v: _spread(v, 6, 8, by="\u200b"),
    "soft": lambda v: _spread(v, 4, 4, 4, by="\u00ad"),
    "nbsp": lambda v: _spread(v, 6, 4, 4, by="\u00a0"),
    "broken": lambda v: _spread(v, 10, by="\n"),
    "dots": lambda v: _spread(v, 6, 8, by="."),
    "han": lambda v: v.translate(CHINESE),
    "ocr": lambda v: v.replace("0", "O").replace("1", "l"),
    "entity": lambda v: "".join(f"&#{ord(c)};" for c in v),
    "spans": lambda v: f"<span>{v[:6]}</span><b>{v[6:14]}</b><i>{v[14:]}</i>",
    "344": lambda v: _spread(v, 3, 4),
    "344d": lambda v: _spread(v, 3, 4, by="-"),
    "344n": lambda v: _spread(v, 3, 4, by="\u2011"),
    "86": lambda v: "+86" + v,
    "86s": lambda v: "+86 " + v,
    "086s": lambda v: "0086 " + _spread(v, 3, 4),
    "wrapped": lambda v: v[:14] + "-\n    " + v[14:],
    "again": lambda v: v + "12B1",
    "086": lambda v: "0086" + v,
    "4": lambda v: _spread(v, 4, 4, 4, 4),
    "4d": lambda v: _spread(v, 4, 4, 4, 4, by="-"),
    "g": lambda v: "G" + v,
    "20": lambda v: v + "43",
    "dot": lambda v: v[:2] + "·" + v[2:],
    "m8": lambda v: v[:6] + "*" * 8 + v[14:],
    "m8x": lambda v: v[:6] + "×" * 8 + v[14:],
    "mends": lambda v: v[0] + "*" * 16 + v[-1],
    "m34": lambda v: v[:3] + "****" + v[7:],
    "m34x": lambda v: v[:3] + "xxxx" + v[7:],
    "m6": lambda v: v[:6] + "*" * 9 + v[15:],
    "mhash": lambda v: v[:6] + "########" + v[14:],
    "mdot": lambda v: v[:4] + "●" * 10 + v[14:],
}


@dataclass(frozen=True, slots=True)
class Expected:
    type: str
    value: str
    severity: str


@dataclass(frozen=True, slots=True)
class Case:
    template: str
    text: str
    expected: tuple[Expected, ...]

    @property
    def is_html(self) -> bool:
        return self.text.lstrip().startswith("<")


_TOKEN = re.compile(r"\[([A-Za-z0-9]+)(?:\|([a-z0-9A-Z]+))?(?:/([a-z]+))?\]")


def fill(template: str, draw: Draw) -> Case:
    expected: list[Expected] = []

    def one(match: re.Match[str]) -> str:
        kind, way, severity = match[1].upper(), match[2] or "", match[3] or ""
        if kind not in VALUES:
            return match[0]
        value = VALUES[kind](draw)
        if match[1].isupper():
            expected.append(Expected(TYPES.get(kind, kind), value, severity))
        return WAYS[way](value)

    # 〔4:…〕 is repeated so many times with fresh values
    def rows(match: re.Match[str]) -> str:
        times = range(int(match[1]))
        return "".join(_filled(match[2], draw) for _ in times)

    text = re.sub(r"〔(\d+):(.*?)〕", rows, template, flags=re.DOTALL)
    text = _TOKEN.sub(one, _filled(text, draw))
    return Case(template, text, tuple(expected))


def _filled(text: str, draw: Draw) -> str:
    fillers = draw.fillers()
    return re.sub(r"\{(\w+)\}", lambda m: fillers.get(m[1], m[0]), text)


def _table(rows: str) -> str:
    made = []
    for row in rows.strip().split("\n"):
        times, _, cells = row.rpartition("× ")
        line = "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells.split(" ¦ ")) + "</tr>"
        made.append(f"〔{times}:{line}〕" if times else line)
    return "<table>" + "".join(made) + "</table>"


TEMPLATES = tomllib.loads((Path(__file__).parent / "templates.toml").read_text("utf-8"))


def fresh_cases(seed: int) -> Iterator[Case]:
    """Every template once, filled from the seed."""
    draw = Draw(seed)
    texts = (*TEMPLATES["leaks"], *TEMPLATES["silent"], *TEMPLATES["pages"])
    for template in (*texts, *map(_table, TEMPLATES["tables"])):
        yield fill(template, draw)
