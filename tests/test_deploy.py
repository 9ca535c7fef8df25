"""What is in deploy/ fits what is in the bot: metrics by their names, commands, settings, and hardening that holds."""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import pullquote
from bot.metrics import HELP, Metrics
from bot.settings import Settings

DEPLOY = Path("deploy")
_NAME = re.compile(r"\b((?:pullquote|process|python)_[a-z_]+)\b")
_SUFFIX = re.compile(r"_(bucket|count|sum)$")


@pytest.fixture(scope="module")
def names() -> set[str]:
    """Every metric that a bot has."""
    families = {family.name for family in Metrics().registry.collect()}
    return families | {f"{name}_total" for name in families} | set(HELP)


def expressions(value: Any) -> list[str]:
    """Every `expr`, and query of a variable, in a file."""
    if isinstance(value, dict):
        mine = [str(value[key]) for key in ("expr", "query") if isinstance(value.get(key), str)]
        return mine + [e for inner in value.values() for e in expressions(inner)]
    return [e for inner in value for e in expressions(inner)] if isinstance(value, list) else []


def loaded(name: str) -> Any:
    text = (DEPLOY / name).read_text()
    return json.loads(text) if name.endswith("json") else yaml.safe_load(text)


@pytest.mark.parametrize("file", ["grafana.json", "alerts.yml"])
def test_every_metric_is_one_of_ours(file: str, names: set[str]) -> None:
    """A panel or alert on a name that nobody writes would stay silent for good."""
    used = {name for e in expressions(loaded(file)) for name in _NAME.findall(e)}
    assert used
    assert {name for name in used if name not in names and _SUFFIX.sub("", name) not in names} == set()


def test_every_metric_of_ours_is_shown(names: set[str]) -> None:
    """The dashboard leaves none out."""
    shown = {_SUFFIX.sub("", name) for e in expressions(loaded("grafana.json")) for name in _NAME.findall(e)}
    ours = {f.name for f in Metrics().registry.collect() if f.name.startswith("pullquote")} | set(HELP)
    assert {name for name in ours if name not in shown and f"{name}_total" not in shown} == set()


def test_each_alert_says_what_is_wrong_and_is_explained() -> None:
    """In a sentence; and docs/operations.md says what to do."""
    told = Path("docs/operations.md").read_text()
    rules = [rule for group in loaded("alerts.yml")["groups"] for rule in group["rules"]]
    for rule in rules:
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"].endswith(".")
        assert rule["alert"] in told


def services() -> dict[str, Any]:
    return dict(loaded("compose.yml")["services"])


def test_our_containers_have_no_rights_to_spare() -> None:
    """Not root, nothing to write on but /tmp, no capabilities, an end to their memory and processes."""
    ours = [service for service in services().values() if service["image"].startswith("pullquote")]
    assert len(ours) == 3
    for service in ours:
        assert service["user"] == "10001:10001"
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert service["pids_limit"]


def test_the_database_is_waited_for_and_seen_by_nobody_else() -> None:
    """It says when it is ready, nothing is migrated before; it has no port outside, and keeps what it holds."""
    database, ours = services()["postgres"], services()["migrate"]
    assert database["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert ours["depends_on"]["postgres"]["condition"] == "service_healthy"
    assert "ports" not in database
    assert database["volumes"][0].split(":")[0] in loaded("compose.yml")["volumes"]
    assert database["read_only"] is True
    assert services()["bot"]["ports"] == ["127.0.0.1:8080:8080"]


def test_the_containers_run_commands_that_there_are() -> None:
    """With settings that there are, once the database is up to date, and looked after by `/readyz`."""
    known = {f"PULLQUOTE_{name.upper()}" for name in Settings.model_fields}
    for name in ("migrate", "bot", "worker"):
        service = services()[name]
        assert service["command"][0] in pullquote.commands
        assert set(service.get("environment", {})) <= known
        if name != "migrate":
            assert "/readyz" in service["healthcheck"]["test"][-1]
            assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_examples_name_settings_that_there_are() -> None:
    """Those of the bot, by the names that it reads."""
    known = {f.alias or f"PULLQUOTE_{name.upper()}" for name, f in Settings.model_fields.items()}
    named = re.findall(r"^(?:# )?([A-Z_]+)=", (DEPLOY / "environment.example").read_text(), re.MULTILINE)
    assert set(named) <= known


def pins(path: str) -> dict[str, str]:
    """The versions that a lock file holds, by package."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", Path(path).read_text(), re.MULTILINE))


def test_the_container_installs_by_hash_what_the_project_runs_with() -> None:
    """The same versions as locks/run.txt, and what PostgreSQL needs; every one with its hashes."""
    run, container = pins("locks/run.txt"), pins("deploy/lock.txt")
    assert {name: container.get(name) for name in run} == run
    assert set(container) - set(run) >= {"procrastinate", "psycopg", "psycopg-binary"}
    for name in ("lock.txt", "build.txt"):
        text = (DEPLOY / name).read_text()
        hashed = re.findall(r"^\S+==.*\\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(hashed) == len(re.findall(r"^\S+==", text, re.MULTILINE)) > 0
    containerfile = (DEPLOY / "Containerfile").read_text()
    assert containerfile.count("pip install") == containerfile.count("--require-hashes -r") + containerfile.count(
        "--no-deps"
    )
    assert re.search(r"^USER 10001", containerfile, re.MULTILINE)


HARDENING = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
    "PrivateDevices": "yes", "CapabilityBoundingSet": "", "SystemCallFilter": "@system-service", "DynamicUser": "yes",
    "StateDirectory": "pullquote", "Restart": "always",
}  # fmt: skip


def test_the_unit_is_hardened() -> None:
    """And writes into its own folder alone."""
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "pullquote.service")
    assert {key: unit["Service"][key] for key in HARDENING} == HARDENING
    assert unit["Service"]["ExecStart"].split()[1] in pullquote.commands


@pytest.mark.system
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """Every line of it, as `systemd-analyze verify` reads it."""
    text = (DEPLOY / "pullquote.service").read_text()
    unit = tmp_path / "pullquote.service"
    unit.write_text(text.replace("/opt/pullquote/bin/pullquote", sys.executable))
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
