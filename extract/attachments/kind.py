"""认格式: what a document is, by its bytes. The name's ending is a hint where bytes say nothing."""

import re
import zipfile
from io import BytesIO

from extract.attachments import ole

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gz"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
)
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_INSIDE = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
)
_ODF = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|meta|div|p|script|style|!--)\b", re.IGNORECASE
)
_SPREADSHEETML = b"urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4096
_MEDIA = re.compile(r"\.(?:mp[34]|avi|wmv|mov|flv|wav|rm|rmvb|exe|apk|dll|msi|iso|ttf|swf)$", re.I)
_CONTROL = bytes(set(range(9)) | set(range(14, 27)) | set(range(28, 32)))


def kind_of(body: bytes, name: str = "") -> str:
    """xls xlsx xml_sheet ods doc docx odt rtf ppt pptx odp pdf ofd html mht text csv zip 7z rar gz
    picture encrypted empty, or unknown."""
    if not body:
        return "empty"
    for sign, kind in _SIGNS:
        if body.startswith(sign):
            return kind if sign != b"BM" or _is_bitmap(body) else "unknown"
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return "picture"
    if body.startswith(ole.MAGIC):
        return _in_ole(body)
    if body.startswith(b"PK"):
        return _in_zip(body)
    if b"%PDF-" in body[:1024]:
        return "pdf"
    if body[257:262] == b"ustar":
        return "tar"
    return _of_text(body, name)


def _is_bitmap(body: bytes) -> bool:
    return len(body) > 26 and body[6:10] == b"\0\0\0\0"  # noqa: PLR2004 - the two headers


def _in_ole(body: bytes) -> str:
    try:
        names = ole.Ole(body).names
    except ValueError:
        return "unknown"
    return next((kind for stream, kind in _STREAMS if stream in names), "unknown")


def _in_zip(body: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _HEAD:
                said = archive.read("mimetype").decode("ascii", "replace")
                if "opendocument" in said:
                    return next((k for word, k in _ODF.items() if word in said), "zip")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return "zip"
    if "[Content_Types].xml" in names or "OFD.xml" in names:
        return next(
            (kind for start, kind in _INSIDE if any(n.startswith(start) for n in names)), "zip"
        )
    return "zip"


def _of_text(body: bytes, name: str) -> str:
    head = body[:_HEAD]
    if _SPREADSHEETML in head:
        return "xml_sheet"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "csv" if name.lower().endswith(".csv") else "text"
    lowered = head.lower()
    if b"mime-version:" in lowered and b"multipart/related" in lowered:
        return "mht"
    if _MARKUP.search(head):
        return "html"
    odd = len(head) - len(head.translate(None, _CONTROL))
    if _MEDIA.search(name) or odd * 100 > len(head):
        return "unknown"
    return "csv" if name.lower().endswith((".csv", ".tsv", ".xls", ".xlsx", ".et")) else "text"
