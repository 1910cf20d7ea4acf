"""Whether the database is up to date, without loading every migration there ever was."""

from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_up_to_date() -> bool:
    """Whether every migration that the installed apps bring has been applied."""
    return _brought() <= set(MigrationRecorder(connection).applied_migrations())


def _brought() -> set[tuple[str, str]]:
    """App label and name of each migration, as the names of their files say."""
    return {
        (config.label, file.stem)
        for config in apps.get_app_configs()
        for file in _folder(config.label, Path(config.path)).glob("[!_]*.py")
    }


def _folder(label: str, path: Path) -> Path:
    module, _is_explicit = MigrationLoader.migrations_module(label)
    return path / module.rpartition(".")[2] if module else path / "no migrations"
