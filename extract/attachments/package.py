"""压缩包: a zip whose promises are not believed: sizes, ratios and names are checked while reading."""

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import Any

from lxml import etree

from extract.attachments.reading import Limits, TooLargeError, UnreadableError

_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_CHUNK = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)
"""What zipfile raises for bytes that are none."""


class Package:
    """Inner files by name. Reading counts against one budget for the whole package."""

    def __init__(self, body: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(body))
        except BROKEN as wrong:
            raise UnreadableError("压缩结构已损坏") from wrong
        self._limits = limits
        self._left = limits.unpacked
        self._members = {true_name(one): one for one in self._zip.infolist() if not one.is_dir()}

    @property
    def names(self) -> list[str]:
        """In the order of the package, with Chinese names as they were meant."""
        return list(self._members)

    def check(self) -> None:
        """TooLargeError where what it says of itself is too much: some readers open it on their own."""
        if sum(one.file_size for one in self._members.values()) > self._limits.unpacked:
            raise TooLargeError(f"解压后超过{self._limits.unpacked // 1_000_000}MB")

    def size(self, name: str) -> int:
        """Bytes it says it has."""
        return self._members[name].file_size

    def read(self, name: str) -> bytes:
        """An inner file, b"" where there is none. TooLargeError for bombs, UnreadableError if broken."""
        member = self._members.get(name)
        if member is None:
            return b""
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableError(f"“{name}”有密码保护")
        pieces, got = [], 0
        try:
            with self._zip.open(member) as file:
                while chunk := file.read(_CHUNK):
                    got += len(chunk)
                    self._check(name, got, member.compress_size)
                    pieces.append(chunk)
        except BROKEN as wrong:
            raise UnreadableError(f"“{name}”已损坏") from wrong
        self._left -= got
        return b"".join(pieces)

    def xml(self, name: str) -> Any:
        """The root element of an inner XML file, None where there is none or it is broken."""
        body = self.read(name)
        return parse_xml(body) if body else None

    def _check(self, name: str, got: int, packed: int) -> None:
        if got > self._left:
            raise TooLargeError(f"解压后超过{self._limits.unpacked // 1_000_000}MB")
        if got > self._limits.ratio_from and got > max(packed, 1) * self._limits.ratio:
            raise TooLargeError(f"“{name}”压缩比超过{self._limits.ratio}倍，疑似压缩炸弹")


def parse_xml(body: bytes) -> Any:
    """Root element, mended where it is broken. No entities, no network, no huge trees."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def true_name(member: zipfile.ZipInfo) -> str:
    """Old Chinese packers write GBK and no flag; zipfile then reads cp437."""
    name = member.filename
    if member.flag_bits & _UTF8_NAMES or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def local(element: Any) -> str:
    """The tag without its namespace: strict and transitional files differ in nothing else."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """The attribute of that local name, "" where there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def targets_of(package: Package, path: str) -> dict[str, str]:
    """Relation id -> inner path, of the part at `path`."""
    folder, base = posixpath.split(path)
    root = package.xml(f"{folder}/_rels/{base}.rels")
    if root is None:
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/" + folder, one.get("Target", "")))[
            1:
        ]
        for one in root
        if local(one) == "Relationship" and one.get("TargetMode") != "External"
    }
