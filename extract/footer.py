"""页脚标识: the nine marks at the foot of a page (国办发〔2017〕47号). Commented-out marks are no marks."""

import re
from collections.abc import Iterable

from core.facts import FOOTER_MARKS, Footer
from core.snapshot import Source
from extract.links import Link
from extract.tree import TEXT, Tree
from extract.words import Words

Marks = dict[str, str | None]

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼蜀黔滇陇秦"
_ICP = re.compile(
    # 苏IPC备 is a misprint seen in the wild; the number is still there to be read.
    rf"[{_PROVINCES}]?\s*(?:ICP|IPC|lCP|1CP)\s*(?:备|证|备案)?\s*(?:案|编|序)?\s*号?\s*[:：]?\s*"
    rf"(?:[{_PROVINCES}]\s*(?:ICP|IPC)\s*备?\s*号?\s*|[{_PROVINCES}]?B\d\s*-\s*)?(?:第\s*)?\d{{5,}}\s*号?(?:\s*[-－—]\s*\d+\s*号?)?",
    re.I,
)
_POLICE = re.compile(
    rf"[{_PROVINCES}]?\s*公网?\s*安\s*(?:网\s*)?备\s*(?:案\s*号?)?\s*[:：]?\s*(?:第\s*)?\d{{10,14}}\s*号?"
    r"|(?:公安机关|公安部|公安|网警|网安)\s*(?:联网\s*)?(?:备案)(?:编?号|序号)?\s*[:：]?\s*"
    rf"(?:[{_PROVINCES}]?\s*公网?安备?)?\s*(?:第\s*)?\d{{10,14}}\s*号?"
)
_ID_CODE = re.compile(r"标识码?\s*(?:为)?\s*[:：]?\s*(bm\s*\d{8}|\d{10})(?!\d)", re.I)
_BEIAN = re.compile(r"beian\.(?:gov|mps\.gov)\.cn/.*?(?:recordcode|code)=(\d{10,14})", re.I)
_CONAC = re.compile(r"conac\.cn|_ideConac|/(?:dzjg|conac)[\w/]*\.(?:png|jpe?g|gif)", re.I)
# A script that fetches the mark from anywhere else than its issuer brings no mark.
_CONAC_HOST = re.compile(r"conac\.cn", re.I)
_CONAC_TEXT = re.compile(r"党政机关(?:网站)?标识")
_FIND = re.compile(r"jiucuo|zfwzgl\.www\.gov\.cn|zfwzzc", re.I)
_FIND_TEXT = re.compile(r"(?:我为)?政府网站(?:找|纠)错|网站(?:找|纠)错|我要纠错")
_MAP_TEXT = re.compile(
    r"网站地图|站点地图|网站导航|站点导航|网站导览|^\s*地图\s*$|site\s?map", re.I
)
_CONTACT_TEXT = re.compile(r"联系(?:我们|方式|办法)|网站联系")
_CONTACT = re.compile(
    r"(?:联系我们|联系方式|(?:联系|咨询|值班|办公|网站|维护|服务)?电\s*话|联系人|(?<![A-Za-z])TEL)"
    r"[^:：\d\n\[\]（）()]{0,8}[:：]?\s*[(（]?\+?[\d(（][\d\-－—–()（）\s转]{5,}\d|联系我们|联系方式",
    re.I,
)
_SPONSOR = re.compile(
    r"主\s*办\s*(?:单\s*位|方)?\s*[:：]\s*([^\s|｜:：]{2,40})|(?:版权所有|网站主办)\s*[:：]?\s*([^\s|｜:：©]{3,40})"
    r"|([^\s|｜:：©]{3,30}?)(?:主办|版权所有)(?![:：])"
)
_EASY = re.compile(r"适老|长者|关怀版|老年版|老年模式|无障碍|盲人|大字版|敬老")
_FOOT = re.compile(
    r"foot|bottom|copy_?right|(?:^|[\W_])bot(?:$|[\W_])|dibu|banquan|yejiao|wap-?bottom|_down(?:$|\s)",
    re.I,
)
_FOOT_WORDS = re.compile(r"ICP|版权|主办|标识码|Copyright", re.I)
_TAIL = 700  # characters: how far up the foot reaches where no element says it is the foot
_QUOTE = 80


def read_footer(tree: Tree, words: Words, links: tuple[Link, ...], source: Source) -> Footer:
    """The marks that stand on this page itself; frames are read apart and joined by `join_footers`."""
    marks: Marks = dict.fromkeys(FOOTER_MARKS)
    text = words.text
    foot = _foot(tree, words)
    flat = text.replace("\n", " ")
    for key, form in (("icp", _ICP), ("police", _POLICE)):
        if found := form.search(flat):
            marks[key] = " ".join(found[0].split())
    if found := _ID_CODE.search(flat):
        marks["id_code"] = "".join(found[1].lower().split())
    for link in links:
        _by_link(marks, link)
    _by_rows(marks, tree)
    if marks["find_errors"] is None and (found := _FIND_TEXT.search(foot)):
        marks["find_errors"] = found[0]
    if marks["conac"] is None and (found := _CONAC_TEXT.search(foot)):
        marks["conac"] = found[0]
    if found := _CONTACT.search(foot):
        marks["contact"] = " ".join(found[0].split())[:_QUOTE]
    if found := _SPONSOR.search(foot):
        marks["sponsor"] = next(one for one in found.groups() if one)
    if marks["accessibility"] is None and (found := _EASY.search(text)):
        marks["accessibility"] = found[0]
    return Footer(source, marks)


def join_footers(own: Footer, frames: Iterable[Footer]) -> Footer:
    """A page's marks with those of the frames it shows; the page's own word goes first."""
    marks: Marks = dict(own.marks)
    for frame in frames:
        for key, value in frame.marks.items():
            if marks.get(key) is None:
                marks[key] = value
    return Footer(own.source, marks)


def _by_link(marks: Marks, link: Link) -> None:
    if link.kind != "page":
        if marks["conac"] is None and _CONAC.search(link.raw):
            marks["conac"] = link.url or link.raw
        if marks["find_errors"] is None and _FIND.search(link.raw):
            marks["find_errors"] = link.url or link.raw
        return
    if marks["police"] is None and (found := _BEIAN.search(link.raw)):
        marks["police"] = found[1]
    if marks["conac"] is None and (_CONAC.search(link.raw) or _CONAC_TEXT.search(link.text)):
        marks["conac"] = link.url or link.raw
    if marks["find_errors"] is None and (_FIND.search(link.raw) or _FIND_TEXT.search(link.text)):
        marks["find_errors"] = link.url or link.raw
    if marks["sitemap"] is None and _MAP_TEXT.search(link.text):
        marks["sitemap"] = link.url or link.raw
    if marks["accessibility"] is None and _EASY.search(link.text):
        marks["accessibility"] = link.text


def _by_rows(marks: Marks, tree: Tree) -> None:
    """Marks that a script puts there: its id, its element, or the words it writes."""
    for row, tag in enumerate(tree.tags):
        if tag == "script":
            script = tree.texts[row + 1] if tree.ends[row] > row + 1 else ""
            if marks["conac"] is None and "onac" in script and _written(script, _CONAC_HOST):
                marks["conac"] = "script"
            if marks["find_errors"] is None and "iucuo" in script and _written(script, _FIND):
                marks["find_errors"] = "script"
        elif tag == TEXT or not tree.attributes[row]:
            continue
        else:
            name = tree.attributes[row].get("id") or ""
            if marks["conac"] is None and name == "_ideConac":
                marks["conac"] = "script"
            if marks["find_errors"] is None and "jiucuo" in name:
                marks["find_errors"] = "script"
            if marks["sitemap"] is None and tag == "a" and _MAP_TEXT.search(tree.text_of(row)):
                marks["sitemap"] = tree.attribute(row, "href") or "script"


def _written(script: str, form: re.Pattern[str]) -> bool:
    """True if a line that is no comment carries it."""
    bare = re.sub(r"/\*.*?\*/|^\s*//.*$", "", script, flags=re.S | re.M)
    return form.search(bare) is not None


def _foot(tree: Tree, words: Words) -> str:
    """The words of the elements that call themselves the foot, else the last words of the page."""
    pieces, past = [], 0
    for row, attributes in enumerate(tree.attributes):
        if row < past or not attributes:
            continue
        tag = tree.tags[row]
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if (tag == "footer" or _FOOT.search(name)) and tag not in ("body", "html", "a", "img"):
            pieces.append(words.of(tree, row))
            past = tree.ends[row]
    whole = "\n".join(one for one in pieces if one)
    return whole if _FOOT_WORDS.search(whole) else f"{whole}\n{words.text[-_TAIL:]}"
