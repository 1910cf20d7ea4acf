"""Past tickets: from tables, and from other desks with everything that was said in them."""

from qiao.tickets.services.importing.running import (
    continue_desk_import,
    go_on_with_desk,
    start_desk_import,
    stop_desk_import,
)
from qiao.tickets.services.importing.table import register_ticket_table

__all__ = [
    "continue_desk_import", "go_on_with_desk", "register_ticket_table", "start_desk_import", "stop_desk_import",
]  # fmt: skip
