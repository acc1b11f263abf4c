"""PDF 的附加物: fields of forms, annotations, targets of links, bookmarks and files inside the file."""

import ctypes
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.attachments.draft import Draft

_MOST = 2000  # annotations of a page, bookmarks of a file
_FILES = 50
_LONGEST = 20_000  # characters of one value
_END = 2  # bytes of the zero that ends a string
_SEEN = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT})
_SHOWN, _UNSHOWN = ("V", "Contents"), ("DV", "TU", "T", "Contents", "RC", "Subj")


def read_annotations(draft: Draft, page: Any, place: str) -> None:
    """What lies on the page beside its text."""
    unseen: list[str] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        one = raw.FPDFPage_GetAnnot(page.raw, index)
        if not one:
            continue
        seen = raw.FPDFAnnot_GetSubtype(one) in _SEEN
        shown = next((text for key in _SHOWN if (text := _value(one, key))), "") if seen else ""
        draft.line(shown)
        told = [_value(one, key) for key in _UNSHOWN]
        unseen += [text for text in (*told, _target(draft, page, one)) if text and text != shown]
        raw.FPDFPage_CloseAnnot(one)
    draft.hide(f"批注（{place}）", "\n".join(dict.fromkeys(unseen)))


def read_document_parts(draft: Draft, document: Any) -> None:
    """Bookmarks, and files that the document carries."""
    titles = [mark.get_title() for _, mark in zip(range(_MOST), document.get_toc(), strict=False)]
    draft.hide("隐藏书签", "\n".join(titles))
    for index in range(min(document.count_attachments(), _FILES)):
        held = document.get_attachment(index)
        try:
            part = draft.inner(bytes(held.get_data()), held.get_name())
        except pdfium.PdfiumError:
            continue
        if part.kind != "unknown":
            draft.part(part)


def _value(annotation: Any, key: str) -> str:
    name = key.encode() + b"\0"
    size = raw.FPDFAnnot_GetStringValue(annotation, name, None, 0)
    if not _END < size <= 2 * _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    place = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFAnnot_GetStringValue(annotation, name, place, size)
    return buffer.raw[: size - _END].decode("utf-16-le", "replace").strip()


def _target(draft: Draft, page: Any, annotation: Any) -> str:
    link = raw.FPDFAnnot_GetLink(annotation)
    action = raw.FPDFLink_GetAction(link) if link else None
    if not action:
        return ""
    document = page.pdf.raw
    size = raw.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < size <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.raw[: size - 1].decode("utf-8", "replace")
