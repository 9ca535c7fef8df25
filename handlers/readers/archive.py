"""A zip of XML parts, opened as a stranger's: sizes are counted while they are read, never believed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from handlers.errors import Unreadable

MOST_MEMBERS = 10_000
LARGEST_MEMBER = 40 * 2**20
LARGEST_WHOLE = 100 * 2**20
_STEP = 2**18
_NAME = re.compile(rb"(?:word/document\.xml|ppt/presentation\.xml|content\.xml|META-INF/container\.xml)")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, OSError)


def names_in(raw: bytes) -> frozenset[str]:
    """The names in a zip; of a damaged one, those known names that its bytes hold. Empty where it is no zip."""
    if not raw.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as opened:
            return frozenset(opened.namelist())
    except _BROKEN:
        return frozenset(found.decode() for found in _NAME.findall(raw))


def first_member(raw: bytes) -> bytes:
    """What OpenDocument and EPUB store first and unpacked, their media type; b"" where there is none."""
    return raw[38 : 38 + 80] if raw.startswith(b"PK\x03\x04") and raw[30:38] == b"mimetype" else b""


class Archive:
    """The members of one zip. Raises Unreadable where it is damaged, locked or unpacks to too much."""

    def __init__(self, raw: bytes, kind: str) -> None:
        self.kind = kind
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            members = self._zip.infolist()
        except _BROKEN as error:
            raise self.broken() from error
        if len(members) > MOST_MEMBERS:
            raise self.too_large()
        self._members = {member.filename: member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a member."""
        member = self._members.get(name)
        if member is None:
            raise self.broken()
        if member.flag_bits & 1:
            raise self.locked()
        try:
            with self._zip.open(member) as opened:
                return b"".join(self._counted(opened))
        except _BROKEN as error:
            raise self.broken() from error

    def xml(self, name: str) -> Any:
        """The root element of a member that is XML, without entities, network or document type."""
        return parse(self.read(name), self)

    def broken(self) -> Unreadable:
        """For what cannot be opened."""
        return Unreadable("broken", f"This {self.kind} is damaged and cannot be opened.")

    def locked(self) -> Unreadable:
        """For what needs a password."""
        return Unreadable("encrypted", f"This {self.kind} is locked with a password.")

    def too_large(self) -> Unreadable:
        """For what unpacks to too much."""
        return Unreadable("too_large", f"This {self.kind} unpacks to more than can be read.")

    def _counted(self, opened: Any) -> Iterator[bytes]:
        size = 0
        while part := opened.read(_STEP):
            size += len(part)
            self._unpacked += len(part)
            if size > LARGEST_MEMBER or self._unpacked > LARGEST_WHOLE:
                raise self.too_large()
            yield part


def parse(raw: bytes, archive: Archive) -> Any:
    """The root element of `raw`. An XML that declares entities is refused: no writer's document does."""
    from lxml import etree

    if re.search(rb"<!ENTITY", raw[:65_536]):
        raise Unreadable("broken", f"This {archive.kind} declares XML entities, which are not read.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise archive.broken() from error
