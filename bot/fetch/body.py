"""Bytes off the wire, unpacked step by step, so that neither a long answer nor a small bomb fills the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]
import zstandard

from bot.fetch.errors import BadAnswer, TooLarge

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
_STEP = 1 << 18  # bytes that a decoder may give at a time
_SIP = 64  # bytes that the zstd decoder is given at a time
_MOST_CODINGS = 2


class Decoder(Protocol):
    """Undoes one content coding."""

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """What can be unpacked so far, in steps of bounded size."""

    def finish(self) -> None:
        """Raises BadAnswer where the packed bytes broke off."""


def unpacked(chunks: Iterable[bytes], codings: str, wire_limit: int, limit: int) -> Iterator[bytes]:
    """The body in plain bytes. Raises TooLarge over either limit and BadAnswer where a coding is unknown or broken."""
    plain: Iterable[bytes] = _limited(chunks, wire_limit, "The page is larger than {} MB, the most that is fetched.")
    names = [name.strip().lower() for name in codings.split(",") if name.strip()]
    if len(names) > _MOST_CODINGS:
        raise BadAnswer("The site packs its page in too many layers.")
    for name in reversed(names):
        if name != "identity":
            plain = _decoded(plain, _decoder(name))
    return _limited(plain, limit, "The page unpacks to more than {} MB, so it is not read.")


def _limited(chunks: Iterable[bytes], limit: int, words: str) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise TooLarge(words.format(limit // 1_000_000 or 1))
        yield chunk


def _decoded(chunks: Iterable[bytes], decoder: Decoder) -> Iterator[bytes]:
    try:
        for chunk in chunks:
            yield from decoder.feed(chunk)
    except (zlib.error, brotli.error, zstandard.ZstdError):
        raise BadAnswer("The page came damaged and cannot be unpacked.") from None
    decoder.finish()


def _decoder(name: str) -> Decoder:
    if name in ("gzip", "x-gzip", "deflate"):
        return _Zlib()
    if name == "br":
        return _Brotli()
    if name == "zstd":
        return _Zstd()
    raise BadAnswer("The site packs its page in a way that was not asked for.")


def _broken_off() -> BadAnswer:
    return BadAnswer("The connection broke off in the middle of the page. Please try again later.", retry=True)


class _Zlib:
    """gzip (several members, too), zlib, and the raw deflate that some servers send by that name."""

    def __init__(self) -> None:
        self._inner: zlib._Decompress | None = None
        self._begun = False

    def feed(self, packed: bytes) -> Iterator[bytes]:
        while packed:
            if self._inner is None:
                if self._begun and not packed.strip(b"\0"):
                    return  # padding after the last member
                self._inner = zlib.decompressobj(self._window(packed))
                self._begun = True
            yield self._inner.decompress(packed, _STEP)
            packed = self._inner.unconsumed_tail
            if self._inner.eof:
                packed, self._inner = self._inner.unused_data, None

    def _window(self, packed: bytes) -> int:
        headed = packed[0] == 0x1F or packed[0] & 0x0F == 8  # no raw deflate begins with either
        return zlib.MAX_WBITS | 32 if headed else -zlib.MAX_WBITS

    def finish(self) -> None:
        if self._inner is not None:
            raise _broken_off()


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()
        self._begun = False

    def feed(self, packed: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(packed)
        while (
            step := self._inner.process(packed, output_buffer_limit=_STEP)
        ) or not self._inner.can_accept_more_data():
            yield step
            packed = b""

    def finish(self) -> None:
        if self._begun and not self._inner.is_finished():
            raise _broken_off()


class _Zstd:
    """zstd. Its decoder knows no limit of output, so it gets sips: a block has 4 bytes at least and 128 KB at most."""

    def __init__(self) -> None:
        self._context = zstandard.ZstdDecompressor(max_window_size=1 << 23)  # what the web allows
        self._inner: zstandard.ZstdDecompressionObj | None = None

    def feed(self, packed: bytes) -> Iterator[bytes]:
        for start in range(0, len(packed), _SIP):
            rest = packed[start : start + _SIP]
            while rest:
                inner = self._inner or self._context.decompressobj()
                yield inner.decompress(rest)
                rest, self._inner = (inner.unused_data, None) if inner.eof else (b"", inner)

    def finish(self) -> None:
        if self._inner is not None:
            raise _broken_off()
