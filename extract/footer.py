"""页脚标识: the nine marks at the foot of a page (国办发〔2017〕47号). Commented-out marks are no marks."""

import re
from collections.abc import Iterable

from core.facts import FOOTER_MARKS, Footer
from core.snapshot import Source
from extract.layout import FOOT, Layout
from extract.links import Link
from extract.scripts import without_comments
from extract.tree import Tree
from extract.words import Words

Marks = dict[str, str | None]

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼蜀黔滇陇秦"
# The search begins at a fixed letter, for speed; the province before it is added by `_with_province`.
_ICP = re.compile(
    # 苏IPC备 is a misprint seen in the wild; the number is still there to be read.
    r"[Ii1l](?:[Cc][Pp]|[Pp][Cc])\s*(?:备|证|备案)?\s*(?:案|编|序)?\s*号?\s*[:：]?\s*"
    rf"(?:[{_PROVINCES}]\s*(?:ICP|IPC)\s*备?\s*号?\s*|[{_PROVINCES}]?B\d\s*-\s*)?(?:第\s*)?\d{{5,}}\s*号?(?:\s*[-－—]\s*\d+\s*号?)?"
)
_POLICE = re.compile(
    r"公\s*(?:(?:网\s*)?安\s*(?:网\s*)?)?备\s*(?:案\s*号?)?\s*[:：]?\s*(?:第\s*)?\d{10,14}\s*号?"
    r"|(?:公安机关|公安部|公安|网警|网安)\s*(?:联网\s*)?备案(?:编?号|序号)?\s*[:：]?\s*"
    rf"(?:[{_PROVINCES}]?\s*公网?安备?)?\s*(?:第\s*)?\d{{10,14}}\s*号?"
)
_ID_CODE = re.compile(
    r"(?:标识|识别)(?:码|号|编码|代码)?\s*(?:为)?\s*[:：]?\s*(bm\s*\d{8}|\d{10})(?!\d)", re.I
)
_BEIAN = re.compile(r"beian\.(?:gov|mps\.gov)\.cn/.*?(?:recordcode|code)=(\d{10,14})", re.I)
_CONAC = re.compile(r"conac\.cn|_ideConac|/(?:dzjg|conac)[\w/]*\.(?:png|jpe?g|gif)", re.I)
# A script that fetches the mark from anywhere else than its issuer brings no mark.
_CONAC_HOST = re.compile(r"conac\.cn", re.I)
_CONAC_TEXT = re.compile(r"党政机关(?:网站)?标识")
# The platform's addresses over the years; the early ones were bare numbers.
_FIND = re.compile(r"jiucuo|zfwzgl\.www\.gov\.cn|zfwzzc|114\.55\.181\.28|121\.43\.68\.40", re.I)
_FIND_HOST = re.compile(r"jiucuo\.(?:js|html)|zfwzgl\.www\.gov\.cn", re.I)
_FIND_TEXT = re.compile(r"(?:我为)?政府网站(?:找|纠)错|网站(?:找|纠)错|我要纠错")
_MAP_TEXT = re.compile(
    r"网站地图|站点地图|网站导航|站点导航|网站导览|^\s*地图\s*$|site\s?map", re.I
)
_CONTACT_TEXT = re.compile(r"联系(?:我们|方式|办法)|网站联系")
_CONTACT = re.compile(
    r"(?:联系我们|联系方式|(?:联系|咨询|值班|办公|网站|维护|服务)?电\s*话|联系人|(?<![A-Za-z])TEL)"
    r"[^:：\d\n\[\]（）()]{0,8}[:：]?\s*[(（]?\+?[\d(（][\d\-－—–()（）\s转]{5,}\d|联系我们|联系方式"
    r"|[(（]\s*0\d{2,3}\s*[-－—]\s*\d{7,8}\s*[)）]",  # behind an office's name, unlabelled
    re.I,
)
_SPONSOR = re.compile(
    r"主\s*办\s*(?:单\s*位|方)?\s*[:：]\s*([^\s|｜:：]{2,40})|版权所有\s*[:：]\s*([^\s|｜:：©]{3,40})"
)
_SPONSORED = re.compile(r"主\s*办|版权所有")  # behind the name: 临山市人民政府办公室主办
_NAME_BEFORE = re.compile(r"([^\s|｜:：©]{3,30})\s?$")
_EASY = re.compile(r"适老|长者|关怀版|老年版|老年模式|无障碍|盲人|大字版|敬老")
_FOOT_WORDS = re.compile(r"ICP|版权|主办|标识码|Copyright", re.I)
_TAIL = 700  # characters: how far up the foot reaches where no element says it is the foot
_QUOTE = 80
_MARK_TEXT = 30  # characters of a link that names a mark
_LINK_HINT = re.compile(r"conac|jiucuo|zfwz|beian|dzjg|114\.55\.181|121\.43\.68")
# One cheap look before the dear ones: hundreds of links, a handful of marks.
_TEXT_HINT = re.compile(r"地图|导航|导览|错|标识|老|长者|关怀|障碍|盲人|大字|site", re.I)


def read_footer(
    tree: Tree, words: Words, layout: Layout, placed: list[tuple[int, Link]], source: Source
) -> Footer:
    """The marks that stand on this page itself; frames are read apart and joined by `join_footers`."""
    marks: Marks = dict.fromkeys(FOOTER_MARKS)
    text = words.text
    foot = _foot(tree, words, layout)
    flat = text.replace("\n", " ")
    for key, form in (("icp", _ICP), ("police", _POLICE)):
        if found := form.search(flat):
            marks[key] = _with_province(flat, found)
    if found := _ID_CODE.search(flat):
        marks["id_code"] = "".join(found[1].lower().split())
    for row, link in placed:
        _by_link(marks, link, seen=not layout.concealed[row])
    _by_rows(marks, tree, words, layout)
    if marks["find_errors"] is None and (found := _FIND_TEXT.search(foot)):
        marks["find_errors"] = found[0]
    if marks["conac"] is None and (found := _CONAC_TEXT.search(foot)):
        marks["conac"] = found[0]
    if found := _CONTACT.search(foot):
        marks["contact"] = " ".join(found[0].split())[:_QUOTE]
    marks["sponsor"] = _sponsor(foot)
    if marks["accessibility"] is None and (found := _EASY.search(text)):
        marks["accessibility"] = found[0]
    return Footer(source, marks)


def _sponsor(foot: str) -> str | None:
    if found := _SPONSOR.search(foot):
        return found[1] or found[2]
    for word in _SPONSORED.finditer(foot):
        if before := _NAME_BEFORE.search(foot, max(0, word.start() - _QUOTE), word.start()):
            return before[1]
    return None


def join_footers(own: Footer, frames: Iterable[Footer]) -> Footer:
    """A page's marks with those of the frames it shows; the page's own word goes first."""
    marks: Marks = dict(own.marks)
    for frame in frames:
        for key, value in frame.marks.items():
            if marks.get(key) is None:
                marks[key] = value
    return Footer(own.source, marks)


def _with_province(text: str, found: re.Match[str]) -> str:
    before = text[: found.start()].rstrip()[-1:]
    number = " ".join(found[0].split())
    return before + number if before and before in _PROVINCES else number


def _by_link(marks: Marks, link: Link, *, seen: bool) -> None:
    raw, text = link.raw, link.text
    if _LINK_HINT.search(raw):
        if marks["conac"] is None and _CONAC.search(raw):
            marks["conac"] = link.url or raw
        if marks["find_errors"] is None and _FIND.search(raw):
            marks["find_errors"] = link.url or raw
        if marks["police"] is None and (found := _BEIAN.search(raw)):
            marks["police"] = found[1]
    if not seen or link.kind != "page" or not text or len(text) > _MARK_TEXT:
        return  # words that no reader sees are no mark
    if not _TEXT_HINT.search(text):
        return
    if marks["conac"] is None and _CONAC_TEXT.search(text):
        marks["conac"] = link.url or raw
    if marks["find_errors"] is None and _FIND_TEXT.search(text):
        marks["find_errors"] = link.url or raw
    if marks["sitemap"] is None and _MAP_TEXT.search(text):
        marks["sitemap"] = link.url or raw
    if marks["accessibility"] is None and _EASY.search(text):
        marks["accessibility"] = text


def _by_rows(marks: Marks, tree: Tree, words: Words, layout: Layout) -> None:
    """Marks that a script puts there: its id, its element, or the words it writes."""
    names = layout.names
    for _, script in tree.scripts():
        if marks["conac"] is None and "onac" in script and _written(script, _CONAC_HOST):
            marks["conac"] = "script"
        if marks["find_errors"] is None and "iucuo" in script and _written(script, _FIND_HOST):
            marks["find_errors"] = "script"
    if marks["conac"] is None and "_ideConac" in names:
        marks["conac"] = "script"
    if marks["find_errors"] is None and any("jiucuo" in name for name in names):
        marks["find_errors"] = _place_of_find(tree)
    for row in tree.named("a") if marks["sitemap"] is None else ():
        size = words.offsets[tree.ends[row]] - words.offsets[row]
        seen = not layout.concealed[row]
        if seen and size <= _MARK_TEXT and _MAP_TEXT.search(words.of(tree, row)):
            marks["sitemap"] = tree.attribute(row, "href") or "script"
            break


def _place_of_find(tree: Tree) -> str | None:
    """An element that a script fills with the mark: by its id, or by its class and a site code."""
    for attributes in tree.attributes:
        if "jiucuo" in (attributes.get("id") or ""):
            return "script"
        if "jiucuo" in (attributes.get("class") or "") and any(
            "sitecode" in f"{name}{value}".lower() for name, value in attributes.items()
        ):
            return "script"
    return None


def _written(script: str, form: re.Pattern[str]) -> bool:
    """True if a line that is no comment carries it."""
    return form.search(without_comments(script)) is not None


def _foot(tree: Tree, words: Words, layout: Layout) -> str:
    """The words of the elements that call themselves the foot, else the last words of the page."""
    pieces, past = [], 0
    for row, zone in enumerate(layout.zones):
        if zone == FOOT and row >= past:
            pieces.append(words.of(tree, row))
            past = tree.ends[row]
    whole = "\n".join(one for one in pieces if one)
    return whole if _FOOT_WORDS.search(whole) else f"{whole}\n{words.text[-_TAIL:]}"
