"""Files: bytes kept once under their sha256, on disk or in an S3-compatible bucket.

`store`, `open_file` and `read` need the tables; guards say who may fetch a file through `/files/`.
"""

from .forgetting import UNCLAIMED, forget, keeping_bytes, register_holder
from .guards import may_fetch, register_guard
from .names import safe_name
from .ports import FileMissing, FileStorage
from .store import check_storage, claim, file_url, open_file, read, store

__all__ = [
    "UNCLAIMED",
    "FileMissing",
    "FileStorage",
    "check_storage",
    "claim",
    "file_url",
    "forget",
    "keeping_bytes",
    "may_fetch",
    "open_file",
    "read",
    "register_guard",
    "register_holder",
    "safe_name",
    "store",
]
