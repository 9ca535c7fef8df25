"""Which names over many articles are one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import folded, meant, people, same


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("Quill", "Ada Quill", True),
        ("Ms Quill", "Mayor Ada Quill", True),
        ("A. Quill", "Ada Quill", True),
        ("Ada B. Quill", "Ada Quill", True),
        ("José Pérez", "jose perez", True),
        ("Sheinbaum", "Claudia Sheinbaum Pardo", True),
        ("Claudia Sheinbaum", "Claudia Sheinbaum Pardo", True),
        ("Ada", "Ada Quill", False),
        ("Ben Quill", "Ada Quill", False),
        ("Quill Ada", "Ada Quill", False),
        ("Quills", "Ada Quill", False),
        ("", "Ada Quill", False),
    ],
)
def test_two_names_may_be_one_persons(one: str, other: str, may_be: bool) -> None:
    """A surname, an initial, a title, an accent, a second surname."""
    assert same(folded(one), folded(other)) is may_be


def test_a_surname_goes_to_the_only_person_who_has_it() -> None:
    """Where two have it, it stays by itself."""
    assert [p.names for p in people(["Quill", "Ada Quill", "Lind", "Bo Lind", "Eva Lind"])] == [
        ("Ada Quill", "Quill"), ("Lind",), ("Bo Lind",), ("Eva Lind",),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("quill", ["Ada Quill"]),
        ("ada quill", ["Ada Quill"]),
        ("Lind", ["Bo Lind", "Eva Lind", "Lind"]),
        ("bo lind", ["Bo Lind"]),
        ("ada", ["Ada Quill"]),
        ("nobody", []),
        ("???", []),
    ],
)
def test_whom_somebody_means(asked: str, told: list[str]) -> None:
    """By the full name or a part of it."""
    names = ["Quill", "Ada Quill", "Bo Lind", "Eva Lind", "Lind"]
    assert sorted(person.name for person in meant(asked, names)) == told


@given(st.lists(st.text(max_size=20), max_size=8))
def test_every_name_is_somebodys_once(names: list[str]) -> None:
    """Whatever was written for a name."""
    assert sorted(n for person in people(names) for n in person.names) == sorted(set(names))
