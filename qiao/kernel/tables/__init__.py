"""Tables from outside: reading CSV and XLSX, guessing columns, importing rows in batches that can be mended."""

from qiao.kernel.tables.kinds import (
    Also,
    Field,
    OtherDoor,
    Plan,
    Refused,
    Row,
    RowRefused,
    Session,
    TableKind,
    add_other_door,
    add_table_kind,
    choice_words,
    headers_of,
    kind_of,
    other_doors,
    read_words,
    table_kinds,
)
from qiao.kernel.tables.problems import add_sentences

__all__ = [
    "Also", "Field", "OtherDoor", "Plan", "Refused", "Row", "RowRefused", "Session", "TableKind", "add_other_door",
    "add_sentences", "add_table_kind", "choice_words", "headers_of", "kind_of", "other_doors", "read_words",
    "table_kinds",
]  # fmt: skip
