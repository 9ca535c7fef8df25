"""A stranger's reader, installed as a package, that does on request what a hostile original might do to a reader."""

from __future__ import annotations

from pathlib import Path

READER = """
import os, sys, time

from handlers.errors import Unreadable
from handlers.model import Article

kept = []


class Trouble:
    name = "trouble"

    def accepts(self, original):
        return 1.0 if original.data.startswith(b"TROUBLE ") else 0.0

    def read(self, original):
        kind = original.data.decode().split()[1]
        if kind == "spin":
            while True:
                pass
        if kind == "sleep":
            time.sleep(60)
        if kind == "allocate":
            kept.append(bytearray(2_000_000_000))
        if kind == "abort":
            os.abort()
        if kind == "exit":
            os._exit(0)
        if kind == "recurse":
            self.read(original)
        if kind == "raise":
            raise RuntimeError("a reader with a fault")
        if kind == "refuse":
            raise Unreadable("encrypted", "It is locked with a password.")
        if kind == "noise":
            print("noise on standard output", flush=True)
            os.write(1, b"more noise")
        if kind == "grow":
            kept.append(b"x" * 90_000_000)
        if kind == "environment":
            return Article(" ".join(f"{name}={value}" for name, value in os.environ.items()))
        if kind == "files":
            links = [f"/proc/self/fd/{n}" for n in os.listdir("/proc/self/fd")]
            return Article("open: " + " ".join(os.readlink(link) for link in links if os.path.lexists(link)))
        if kind == "network":
            import socket
            with socket.socket() as tried:
                tried.settimeout(2)
                tried.connect(("127.0.0.1", int(original.data.split()[2])))
        return Article("Nothing happened, said Ann Bell on Tuesday.")
"""


def install(folder: Path) -> None:
    """Installs the reader in a folder that is on the path."""
    (folder / "trouble_reader.py").write_text(READER, encoding="utf-8")
    known = folder / "trouble_reader-1.0.dist-info"
    known.mkdir()
    (known / "METADATA").write_text("Metadata-Version: 2.1\nName: trouble-reader\nVersion: 1.0\n", encoding="utf-8")
    (known / "entry_points.txt").write_text("[pullquote.readers]\ntrouble = trouble_reader:Trouble\n", encoding="utf-8")
