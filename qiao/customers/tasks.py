"""Job entry points of customers."""

from qiao.customers.services.exporting import destroy_old_exports, make_export
from qiao.customers.services.portal_codes import mail_code
from qiao.customers.services.portal_limits import forget_portal_leftovers
from qiao.customers.services.privacy.copying import copy_person, destroy_old_copies
from qiao.customers.services.privacy.erasing import erase_person, preview_erasure
from qiao.customers.services.remarks import destroy_removed_files
from qiao.kernel.jobs import job

__all__ = [
    "copy_person", "erase_person", "forget_files", "forget_portal", "mail_code", "make_export", "preview_erasure",
]  # fmt: skip


@job(queue="upkeep", queueing_lock="forget_files")
def forget_files(timestamp: int = 0) -> None:
    """Destroy exports, copies of personal data and removed files whose time is over."""
    destroy_old_exports()
    destroy_old_copies()
    destroy_removed_files()


@job(queue="upkeep", queueing_lock="customers.forget_portal")
def forget_portal(timestamp: int = 0) -> None:
    """Drop what the portal's sign-in only needs for a while."""
    forget_portal_leftovers()
