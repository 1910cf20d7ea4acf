"""Ids that callers name: do such rows exist?"""

from collections.abc import Mapping

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from qiao.kernel.api.problems import Invalid


def check_references(given: Mapping[str, tuple[type[Model], int | None]]) -> None:
    """Raise Invalid naming every field whose row does not exist; one statement, none when nothing is given."""
    asked = [(field, model, pk) for field, (model, pk) in given.items() if pk is not None]
    if not asked:
        return
    quote = connection.ops.quote_name
    tables = [quote(model._meta.db_table) for _field, model, _pk in asked]
    parts = [f"EXISTS (SELECT 1 FROM {table} WHERE id = %s)" for table in tables]  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", [pk for _field, _model, pk in asked])
        found = cursor.fetchone()
    missing = [field for (field, _model, _pk), exists in zip(asked, found, strict=True) if not exists]
    if missing:
        raise Invalid({field: _("does not exist.") for field in missing})
