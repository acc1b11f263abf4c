"""一份文件读成文字: the one way in. Bytes and a name in, a Reading out; never raises for bad bytes.

Memory and time are not bounded here: hostile bytes belong into `documents/worker`.
"""

from collections.abc import Callable, Mapping
from functools import partial

from core.gap import GapReason
from extract.attachments.archive import read_by_libarchive, read_gz, read_zip
from extract.attachments.biff import look_into_xls
from extract.attachments.docx import read_docx
from extract.attachments.draft import Draft
from extract.attachments.kind import kind_of
from extract.attachments.leftovers import sweep
from extract.attachments.markup import OldForm, read_oxide
from extract.attachments.odf import look_into_ods, read_odt
from extract.attachments.ole import Ole
from extract.attachments.ole_properties import hide_ole_properties
from extract.attachments.package import Package
from extract.attachments.pdf import read_pdf
from extract.attachments.pictures import read_inner_pictures, read_picture
from extract.attachments.plain import read_csv, read_html, read_text
from extract.attachments.pptx import read_pptx
from extract.attachments.reading import Limits, Reading, TooLargeError, UnreadableError
from extract.attachments.rich import read_mht, read_rtf, read_xml_sheet
from extract.attachments.workbook import read_workbook
from extract.attachments.workbook_xml import look_into


def read_document(body: bytes, name: str = "", *, limits: Limits | None = None) -> Reading:
    """All words of a document, its tables, its hidden places and the files inside it."""
    return _read(body, name, limits or Limits(), 0)


def _read(body: bytes, name: str, limits: Limits, depth: int) -> Reading:
    kind = kind_of(body, name)
    draft = Draft(kind, name, limits, partial(_read, limits=limits, depth=depth + 1))
    try:
        _way(kind, depth > limits.depth)(draft, body)
    except UnreadableError as wrong:
        draft.trouble(wrong.reason, str(wrong))
    except BaseException as panic:
        # A reader in Rust that gives up raises a BaseException of its own, not importable anywhere; the
        # other files of an archive must not be lost with it.
        if type(panic).__name__ != "PanicException":
            raise
        draft.trouble(GapReason.UNREADABLE, "文件已损坏")
    return draft.done()


def _way(kind: str, too_deep: bool) -> Callable[[Draft, bytes], None]:
    if too_deep:
        raise TooLargeError("文件嵌套层数过多，未再打开")
    if kind not in _READERS:
        raise UnreadableError(_REFUSALS.get(kind, "不是可识别的文档格式"))
    return _READERS[kind]


def _xlsx(draft: Draft, package: Package, body: bytes) -> None:
    read_workbook(draft, body, look_into(draft, package))


def _ods(draft: Draft, package: Package, body: bytes) -> None:
    read_workbook(draft, body, look_into_ods(draft, package))


def _xls(draft: Draft, body: bytes) -> None:
    ole = Ole(body)
    read_workbook(draft, body, look_into_xls(ole))
    hide_ole_properties(draft, ole)


def _oxide(draft: Draft, body: bytes, form: OldForm) -> None:
    read_oxide(draft, body, form)
    hide_ole_properties(draft, Ole(body))


def _packaged(read: Callable[[Draft, Package, bytes], None]) -> Callable[[Draft, bytes], None]:
    """A format that is a zip: its own reader, then the pictures and files that lie inside."""

    def reader(draft: Draft, body: bytes) -> None:
        package = Package(body, draft.limits)
        package.check()
        read(draft, package, body)
        sweep(draft, package)
        read_inner_pictures(draft, package)
        for name in package.names:
            if "/embeddings/" in name:
                part = draft.inner(package.read(name), name.rpartition("/")[2])
                if part.kind != "unknown":
                    draft.part(part)

    return reader


_REFUSALS = {
    "empty": "空文件",
    "encrypted": "文件有密码保护",
}

_READERS: Mapping[str, Callable[[Draft, bytes], None]] = {
    "xlsx": _packaged(_xlsx),
    "xls": _xls,
    "ods": _packaged(_ods),
    "docx": _packaged(lambda draft, package, _: read_docx(draft, package)),
    "pptx": _packaged(lambda draft, package, _: read_pptx(draft, package)),
    "odt": _packaged(lambda draft, package, _: read_odt(draft, package)),
    "odp": _packaged(lambda draft, package, _: read_odt(draft, package)),
    "doc": partial(_oxide, form="doc"),
    "ppt": partial(_oxide, form="ppt"),
    "pdf": read_pdf,
    "html": read_html,
    "text": read_text,
    "csv": read_csv,
    "rtf": read_rtf,
    "mht": read_mht,
    "xml_sheet": read_xml_sheet,
    "picture": read_picture,
    "zip": read_zip,
    "gz": read_gz,
    "7z": read_by_libarchive,
    "rar": read_by_libarchive,
    "tar": read_by_libarchive,
}
