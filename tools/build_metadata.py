"""Hatch hook: what the wheel needs at run time is what requirements/base.in names, kept in one place."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class BaseRequirements(MetadataHookInterface):
    """Fills `project.dependencies` from requirements/base.in."""

    def update(self, metadata: dict[str, Any]) -> None:
        lines = Path(self.root, "requirements", "base.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line for line in map(str.strip, lines) if line and not line.startswith("#")]
