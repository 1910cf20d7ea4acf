"""A look-up for thousands of values at once."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, ForeignKey, Lookup
from django.db.models.sql.compiler import SQLCompiler


@ForeignKey.register_lookup
@Field.register_lookup
class Among(Lookup):
    """`name__among=values`: as `in`, but the values go to the database as one array.

    `in` makes a parameter of each value, which for a batch of an import costs more than finding the rows.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """`column = ANY(array)`."""
        left, params = self.process_lhs(compiler, connection)
        if isinstance(self.rhs, Expression):
            right, values = compiler.compile(self.rhs)
            return f"{left} = ANY({right})", (*params, *values)
        return f"{left} = ANY(%s)", (*params, list(self.rhs))
