"""职务: a leader of the State beside a post that the leader never held: 国务院总理赵乐际.

`data/leaders.tsv`: name, tab, the posts by |, both those of today and former ones, for an old text
is not wrong. Posts are those of the State and the Party centre; local ones are an office's own list
(`checks.wording.names`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick

from checks.wording import versioned
from checks.wording.near import LEAST
from checks.wording.phrases import Phrase

KIND = "领导人姓名职务"
_AFTER = (
    "主席",
    "总理",
    "副总理",
    "总书记",
    "委员长",
    "副主席",
    "国务委员",
    "外长",
    "院长",
    "检察长",
)
"""Titles that follow a name: 李强总理."""

_BEFORE = (
    "中共中央总书记",
    "总书记",
    "国家主席",
    "国家副主席",
    "中央军委主席",
    "中央军委副主席",
    "国务院总理",
    "国务院副总理",
    "国务院秘书长",
    "国务委员",
    "全国人大常委会委员长",
    "委员长",
    "全国政协主席",
    "中央纪委书记",
    "国家监委主任",
    "国家监察委员会主任",
    "最高人民法院院长",
    "最高人民检察院检察长",
    "外交部部长",
    "外交部长",
    "公安部部长",
    "公安部长",
    "国防部部长",
    "国防部长",
)
_ALSO = {"外长": "外交部长", "院长": "最高人民法院院长", "检察长": "最高人民检察院检察长"}


@dataclass(frozen=True, slots=True)
class Leader:
    """One row."""

    name: str
    posts: tuple[str, ...]

    def held(self, post: str) -> bool:
        """Now or once."""
        return _ALSO.get(post, post) in self.posts


class Leaders:
    """The list, ready to be looked for."""

    def __init__(self, version: str, listed: tuple[Leader, ...]) -> None:
        """By name."""
        self.version, self.listed = version, listed
        self._automaton = ahocorasick.Automaton()
        for one in listed:
            self._automaton.add_word(one.name, one)
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, Leader]]:
        """(start, end, leader): the post with the name. Two-character names may be a common
        person's, so only a post that stands before them says who is meant."""
        for last, one in self._automaton.iter(text):
            start, end = last + 1 - len(one.name), last + 1
            before = next((post for post in _BEFORE if text.endswith(post, 0, start)), "")
            after = ""
            if len(one.name) > 2:  # noqa: PLR2004
                after = next((post for post in _AFTER if text.startswith(post, end)), "")
                if text[end : end + len(after) + 1] in ("主席团", "总理府", "主席令"):
                    after = ""
            if before and not one.held(before):
                if not any(text.startswith(post, end) for post in _AFTER if one.held(post)):
                    yield start - len(before), end, one  # not 江泽民总书记李鹏总理
            elif after and not one.held(after):
                yield start, end + len(after), one


def parse(text: str) -> Leaders:
    """From the file."""
    version, rows = versioned.split(text)
    listed = []
    for row in rows:
        name, posts = row.split("\t")
        listed.append(Leader(name, tuple(posts.split("|"))))
    return Leaders(version, tuple(listed))


def phrases(listed: Iterable[Leader]) -> tuple[Phrase, ...]:
    """A name by itself, if it has three characters, and beside its posts: what must stand so."""
    made: dict[str, Phrase] = {}
    for one in listed:
        short = len(one.name) < 3  # noqa: PLR2004
        texts = [one.name + "同志"] if short else [one.name]
        for post in one.posts:
            texts.append(post + one.name)
            if short:
                texts.append(post[-2:] + one.name)
                texts += [one.name + post] if post in _AFTER else []
        for text in texts:
            if len(text) < LEAST or short:
                made[text] = Phrase(
                    f"L/{one.name}", KIND, "review", text, (), True, "国家机构的公开信息", "", ""
                )
    return tuple(made.values())


@cache
def load() -> Leaders:
    """The shipped list."""
    return parse((resources.files(__package__) / "data" / "leaders.tsv").read_text("utf-8"))
