"""One pass for all the words that recognisers start from: an Aho-Corasick automaton reads a page once,
and each recogniser looks only where its own words stand."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import ahocorasick

Places = Mapping[str, list[int]]
"""Topic -> where its words begin, in order."""

_TOPICS: dict[str, str] = {
    "home": "住 地址 所在地 户籍 户口",
    "passport": "护照 通行证 往来港澳 回乡证 台胞证 旅行证 海员证 永久居留证 证件",
    "birth": "出生医学证明",
    "soldier": "军官证 士兵证 警官证 文职干部证 学员证 退役军人证 残疾军人证 军人证",
    "social": "社保 社会保险 社会保障 医保 医疗保险 养老保险 城乡居保 新农合 合作医疗 参保 公积金 医疗证 电脑 个人编号"
    " 个人权益编号 个人参保编号",
    "identity": "身份",
    "phone": "手机 电话 联系方式",
    "chat": "微信 QQ qq wechat",
}


@cache
def _automaton(illnesses: tuple[str, ...]) -> ahocorasick.Automaton:
    tree = ahocorasick.Automaton()
    for topic, words in {**_TOPICS, "illness": " ".join(illnesses)}.items():
        for word in words.split():
            tree.add_word(word, (topic, len(word) - 1))
    tree.make_automaton()
    return tree


def places(text: str, illnesses: tuple[str, ...]) -> Places:
    """Where the words of each topic begin; `illnesses` are the topic "illness"."""
    found: dict[str, list[int]] = defaultdict(list)
    for end, (topic, back) in _automaton(illnesses).iter(text):
        found[topic].append(end - back)
    return found
