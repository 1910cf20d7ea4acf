"""The texts of the demo company, read from the TOML files beside this module."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_SCENARIOS = (
    ("scenarios_helm_zh", "zh-hans"), ("scenarios_gateway_zh", "zh-hans"),
    ("scenarios_helm_en", "en"), ("scenarios_gateway_en", "en"),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One turn of a conversation: `voice` is C (customer), E (engineer) or N (note), with its variants."""

    voice: str
    variants: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """One problem as it is told: how it begins, and what follows."""

    key: str
    product: str
    component: str
    kind: str
    priority: str
    severity: str
    language: str
    tags: tuple[str, ...]
    subjects: tuple[str, ...]
    openings: tuple[str, ...]
    lines: tuple[Line, ...]
    files: tuple[str, ...]


def read_table(name: str) -> dict[str, Any]:
    """One data file as plain dictionaries."""
    with (_HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def read_scenarios() -> list[Scenario]:
    """All problems, always in the same order."""
    return [_scenario(entry, language) for name, language in _SCENARIOS for entry in read_table(name)["scenario"]]


def _scenario(entry: dict[str, Any], language: str) -> Scenario:
    return Scenario(
        key=entry["key"], product=entry["product"], component=entry["component"], kind=entry["kind"],
        priority=entry["priority"], severity=entry["severity"], language=language, tags=tuple(entry["tags"]),
        subjects=tuple(entry["subjects"]), openings=tuple(entry["open"]), files=tuple(entry.get("files", ())),
        lines=tuple(_line(text) for text in entry["talk"]),
    )  # fmt: skip


def _line(text: str) -> Line:
    voice = text[0]
    variants = tuple(part.strip().removeprefix(f"{voice}:").strip() for part in text.split("||"))
    return Line(voice, variants)
