"""Short lists of other tables, read in the same statement as the row they belong to.

A statement costs its way to the server and back, however little it asks:

    Ticket.objects.values_list(lines(Follower.objects.filter(ticket=OuterRef("pk")), "person_id", "person__name"))
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, QuerySet
from django.db.models.functions import JSONArray


def lines(rows: QuerySet[Any], *columns: str | Expression) -> ArraySubquery:
    """Each row as a list of plain values, in the order of `rows`. Moments come as text in ISO 8601."""
    return ArraySubquery(rows.values(line=JSONArray(*columns)))
