"""Imports of customers from tables: the same rules as the services, a batch of rows at a time."""

from qiao.customers.services.importing.kinds import register_table_kinds

__all__ = ["register_table_kinds"]
