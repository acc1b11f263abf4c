"""一份文件读成文字: the one way in. Bytes and a name in, a Reading out; never raises for bad bytes.

Memory and time are not bounded here: hostile bytes belong into `documents/worker`.
"""

from collections.abc import Callable, Mapping
from functools import partial

from core.gap import GapReason
from extract.attachments.archive import read_by_libarchive, read_gz, read_zip
from extract.attachments.docx import read_docx
from extract.attachments.draft import Draft
from extract.attachments.kind import kind_of
from extract.attachments.markup import read_oxide
from extract.attachments.odf import look_into_ods, read_odt
from extract.attachments.package import Package
from extract.attachments.pdf import read_pdf
from extract.attachments.plain import read_csv, read_html, read_text
from extract.attachments.pptx import read_pptx
from extract.attachments.reading import Limits, Reading, UnreadableError
from extract.attachments.workbook import read_workbook
from extract.attachments.workbook_xml import look_into


def read_document(body: bytes, name: str = "", *, limits: Limits | None = None) -> Reading:
    """All words of a document, its tables, its hidden places and the files inside it."""
    return _read(body, name, limits or Limits(), 0)


def _read(body: bytes, name: str, limits: Limits, depth: int) -> Reading:
    kind = kind_of(body, name)
    draft = Draft(kind, name, limits)
    try:
        _way(kind, limits, depth)(draft, body)
    except UnreadableError as wrong:
        draft.trouble(wrong.reason, str(wrong))
    return draft.done()


def _way(kind: str, limits: Limits, depth: int) -> Callable[[Draft, bytes], None]:
    if kind in _READERS:
        return _READERS[kind]
    if kind not in _ARCHIVES:
        raise UnreadableError(_REFUSALS.get(kind, "不是可识别的文档格式"))
    if depth >= limits.depth:
        raise UnreadableError(f"压缩包嵌套超过{limits.depth}层", GapReason.TOO_LARGE)
    return partial(_ARCHIVES[kind], inner=partial(_read, limits=limits, depth=depth + 1))


def _xlsx(draft: Draft, body: bytes) -> None:
    read_workbook(draft, body, look_into(draft, Package(body, draft.limits)))


def _xls(draft: Draft, body: bytes) -> None:
    read_workbook(draft, body, {})


def _ods(draft: Draft, body: bytes) -> None:
    read_workbook(draft, body, look_into_ods(draft, Package(body, draft.limits)))


def _pptx(draft: Draft, body: bytes) -> None:
    read_pptx(draft, Package(body, draft.limits))


def _odt(draft: Draft, body: bytes) -> None:
    read_odt(draft, Package(body, draft.limits))


def _docx(draft: Draft, body: bytes) -> None:
    read_docx(draft, Package(body, draft.limits))


_REFUSALS = {
    "empty": "空文件",
    "encrypted": "文件有密码保护",
    "picture": "图片未识别：未启用文字识别（安装 govpatrol[ocr] 并打开设置）",
}

_READERS: Mapping[str, Callable[[Draft, bytes], None]] = {
    "xlsx": _xlsx,
    "xls": _xls,
    "ods": _ods,
    "docx": _docx,
    "pptx": _pptx,
    "odt": _odt,
    "odp": _odt,
    "doc": partial(read_oxide, form="doc"),
    "ppt": partial(read_oxide, form="ppt"),
    "pdf": read_pdf,
    "html": read_html,
    "text": read_text,
    "csv": read_csv,
}

_ARCHIVES: Mapping[str, Callable[..., None]] = {
    "zip": read_zip,
    "gz": read_gz,
    "7z": read_by_libarchive,
    "rar": read_by_libarchive,
    "tar": read_by_libarchive,
}
