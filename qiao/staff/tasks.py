"""Jobs of this domain, found by the worker."""

from qiao.staff.mail import send_sealed

__all__ = ["send_sealed"]
