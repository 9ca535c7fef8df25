"""What is installed, not the tree: the wheel, in a clean environment with the locked run dependencies alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
SEED = "seeds/sheinbaum-2025-05-04.txt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment that holds the wheel. The locked dependencies, which were installed by their hashes, are
    linked into it one by one; those that only the tests need are not there."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, symlinks=True)
    (packages,) = home.glob("lib/python3.*/site-packages")
    for requirement in locked():
        found = distribution(requirement.name)
        assert found.version in requirement.specifier, f"{requirement}: {found.version} is installed"
        for top in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            link, target = packages / top, Path(str(found.locate_file(top)))
            if not link.exists():
                link.symlink_to(target)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(home / "bin/python"),
        "install",
        "-q",
        "--no-index",
        "--no-deps",
    ]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    return home


def locked() -> list[Requirement]:
    """What locks/run.txt names for this Python and system."""
    lines = re.findall(r"^([\w.-]+==[^\\\n]+)", (ROOT / "locks/run.txt").read_text(), re.M)
    requirements = [Requirement(line.strip()) for line in lines]
    return [r for r in requirements if r.marker is None or r.marker.evaluate()]


def ran(home: Path, *command: str) -> str:
    """What an installed command prints, run from elsewhere."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PULLQUOTE", "SLACK"))}
    done = subprocess.run(
        [str(home / "bin" / command[0]), *command[1:]], cwd=home, env=env, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_wheel_holds_every_file(wheel: Path) -> None:
    """Pages, migrations, weights and seeds are in it, tests and tools are not."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    rooms = [ROOT / room for room in ("bot", "handlers", "seeds")]
    tree = {path.relative_to(ROOT).as_posix() for room in rooms for path in room.rglob("*") if path.is_file()}
    assert held == {name for name in tree if "__pycache__" not in name}


def test_the_installed_command_digests_a_seed(installed: Path) -> None:
    """`pullquote digest` works without the tree and without what only the tests need."""
    where = "import bot, seeds; print(bot.__path__[0]); print(seeds.__path__[0])"
    bot, seeds = ran(installed, "python", "-c", where).split()
    assert Path(bot).is_relative_to(installed)
    assert ran(installed, "pullquote", "--version").startswith("pullquote ")
    digest = json.loads(ran(installed, "pullquote", "digest", f"{Path(seeds).parent}/{SEED}", "--format", "json"))
    assert [q["speaker"]["name"] for q in digest["quotes"] if "never accept" in q["text"]] == ["Claudia Sheinbaum"]
    assert digest["figures"]
    for found in digest["quotes"] + digest["figures"]:
        assert digest["article"]["text"][found["start"] : found["end"]] == found["text"]
