"""How quickly Slack is answered while the bot reads 50 long PDFs: `python -m eval.ack_bench`.

A local Slack and `pullquote run`, each a process of its own. Fifty PDFs of some 40 pages are uploaded at once; for as
long as they are being read people write messages with links, type commands and press buttons, as fast as Slack lets
them. Measured is the time from Slack's sending to its hearing the acknowledgement, the way over loopback included.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from eval.prose import prose
from eval.stage import Stage, share

FILES = 50
WORDS = 16_000
LINES = 46  # of a page
WIDTH = 90  # characters of a line
LIMIT_MS = 100.0


def pdf(text: str) -> bytes:
    """A PDF with the text set in Helvetica, a page a screenful."""
    lines = [line for paragraph in text.split("\n") for line in _wrapped(paragraph)]
    pages = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    objects.append(font.encode())
    for n, page in enumerate(pages):
        resources = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} >>".encode())
        shown = b"".join(b"(" + _literal(line) + b") Tj T*\n" for line in page)
        stream = b"BT /F1 11 Tf 60 780 Td 15 TL\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(made)


def _literal(line: str) -> bytes:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252", "replace")


def _wrapped(paragraph: str) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) >= WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs it and prints what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="at most, of people writing")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="pullquote-ack-") as folder, Stage(Path(folder), channels=5) as stage:
        originals = [pdf(prose(number, WORDS)) for number in range(FILES)]
        size = sum(map(len, originals)) / FILES / 1000
        with stage.bot(understand_cpu_seconds=30, understand_seconds=60) as bot:
            stage.control.wait_for_bot(60)
            for number, original in enumerate(originals):
                stage.control.upload(stage.channels[number % 5], original, f"report-{number}.pdf")
            before = len(stage.control.events())
            sent, began = 0, time.monotonic()
            while time.monotonic() - began < asked.seconds and len(stage.digests()) < FILES and bot.poll() is None:
                for _ in range(20):
                    stage.control.post_message(stage.channels[sent % 5], f"a link: {stage.url}/news/number-{sent}")
                    sent += 1
                stage.control.slash(stage.channels[0], "help")
            took, read = time.monotonic() - began, len(stage.digests())
            waits = _waits(stage, before)
        print(f"{FILES} PDFs of {WORDS} words ({size:.0f} kB); {read} were read in {took:.0f} s, on one child")
        p50, p99 = share(waits, 0.5), share(waits, 0.99)
        print(f"{len(waits)} events and commands meanwhile:")
        print(f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, longest {waits[-1]:.1f} ms")
        print(f"p99 below {LIMIT_MS:.0f} ms: {'yes' if p99 < LIMIT_MS else 'NO'}")


def _waits(stage: Stage, before: int) -> list[float]:
    attempts = [attempt for event in stage.control.events(before) for attempt in event["attempts"]]
    return sorted(float(attempt["ack_ms"]) for attempt in attempts if attempt["ack_ms"] is not None)


if __name__ == "__main__":
    main()
