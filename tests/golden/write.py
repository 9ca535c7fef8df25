"""Writes, beside each golden original, the article that its reader makes of it: read the difference before you commit.

`python tests/golden/write.py [READER …]`
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handlers import installed_readers
from handlers.model import Original
from handlers.wire import article_json

HERE = Path(__file__).parent


def originals(reader: str) -> Iterator[Path]:
    """The golden originals of a reader."""
    return (path for path in sorted((HERE / reader).iterdir()) if path.suffix != ".json")


def read_by(name: str, path: Path) -> dict[str, Any]:
    """The article that a reader makes of an original, as JSON, its paragraphs one by one."""
    reader = next(reader for reader in installed_readers() if reader.name == name)
    article = reader.read(Original(path.read_bytes(), url=f"https://news.example/{path.stem}"))
    return {**article_json(article), "notes": list(article.notes), "text": article.text.split("\n")}


def main() -> None:
    """Writes the goldens of the readers named, or of all."""
    for name in sys.argv[1:] or [reader.name for reader in installed_readers()]:
        for path in originals(name):
            made = json.dumps(read_by(name, path), ensure_ascii=False, indent=1)
            path.with_suffix(path.suffix + ".json").write_text(made + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
