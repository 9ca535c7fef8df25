"""What an installation holds may be used and passed on: free licences of the permissive kind, or weak copyleft."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

LOCK = Path(__file__).parents[1] / "locks" / "run.txt"
ALLOWED = re.compile(r"\b(MIT|BSD|0BSD|Apache|ISC|MPL|Mozilla Public|LGPL|PSF|Zlib)\b", re.IGNORECASE)


def licence(package: str) -> str:
    """What a package says of its licence."""
    said = metadata(package)
    classes = [line for line in said.get_all("Classifier", []) if line.startswith("License ::")]
    return " ".join([said.get("License-Expression") or "", (said.get("License") or "")[:80], *classes])


def test_every_locked_package_has_a_free_licence() -> None:
    """Those for other systems, which are locked and not installed, aside."""
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", LOCK.read_text(), re.MULTILINE)
    found = {}
    for name in names:
        try:
            found[name] = licence(name)
        except PackageNotFoundError:
            continue
    assert len(found) > 50
    assert {name: said for name, said in found.items() if not ALLOWED.search(said)} == {}
