"""Everything sealed in the database: sealed anew with the first key, after which an earlier key can be dropped."""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import connection, transaction

from qiao.kernel.secrets import CannotUnseal, EncryptedTextField, reseal, unseal

_keepers: list[Callable[[], int]] = []


def register_resealer(keeper: Callable[[], int]) -> None:
    """Register a function that reseals secrets kept outside EncryptedTextField and returns their number."""
    _keepers.append(keeper)


def reseal_all() -> int:
    """Reseal what an earlier key sealed; returns the number of texts. All or nothing. Raises CannotUnseal."""
    with transaction.atomic():
        return sum(_reseal_column(*place) for place in _sealed_columns()) + sum(keeper() for keeper in _keepers)


def count_unreadable() -> int:
    """How many sealed texts no key of ours opens: after a restore without the secret key, all of them."""
    return sum(_is_lost(token) for place in _sealed_columns() for token in _tokens(*place))


def _is_lost(token: str) -> bool:
    try:
        unseal(token)
    except CannotUnseal:
        return True
    return False


def _tokens(table: str, _key: str, column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")  # noqa: S608 - our own names
        return [token for (token,) in cursor.fetchall()]


def _sealed_columns() -> Iterator[tuple[str, str, str]]:
    """(table, key, column), quoted."""
    for model in apps.get_models():
        key = model._meta.pk
        for field in model._meta.local_fields:
            if key is not None and key.column and field.column and isinstance(field, EncryptedTextField):
                names = (model._meta.db_table, key.column, field.column)
                table, of_key, sealed = map(connection.ops.quote_name, names)
                yield table, of_key, sealed


def _reseal_column(table: str, key: str, column: str) -> int:
    read = f"SELECT {key}, {column} FROM {table} WHERE {column} <> '' FOR NO KEY UPDATE"  # noqa: S608 - our own names
    write = f"UPDATE {table} SET {column} = %s WHERE {key} = %s"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.execute(read)
        fresh = [(reseal(token), row, token) for row, token in cursor.fetchall()]
        changed = [(token, row) for token, row, before in fresh if token != before]
        cursor.executemany(write, changed)
    return len(changed)
