"""Whether the database is up to date, without loading all migrations."""

from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext_lazy as _

from qiao.kernel.errors import Refusal

LAST_APART = "4019ff1"
"""The last commit with the migrations that are joined into each app's first one."""


class TooOldDatabase(Refusal):
    """Some, but not all, of the migrations that were joined into one have been applied."""

    text = _("This database is older than the migrations of this version. First run commit %(commit)s on it once.")


def is_up_to_date() -> bool:
    """Whether every migration that the installed apps bring has been applied."""
    return _brought() <= set(MigrationRecorder(connection).applied_migrations())


def refuse_too_old() -> None:
    """Raises TooOldDatabase: joined migrations must be applied completely or not at all."""
    loader = MigrationLoader(connection)
    applied = set(MigrationRecorder(connection).applied_migrations())
    if any(key in applied and not applied.issuperset(joined.replaces) for key, joined in loader.replacements.items()):
        raise TooOldDatabase(commit=LAST_APART)


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
