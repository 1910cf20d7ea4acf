"""Who may fetch files of customers."""

from typing import Any

from qiao.customers.models import DataRequest, Export, KeptFile
from qiao.kernel.models import StoredFile
from qiao.staff.models import Person


def may_have_file(viewer: Any, stored: StoredFile) -> bool:
    """Kept files: who may see customers. Exports: who asked for them. Copies of personal data: who handles requests."""
    if not isinstance(viewer, Person):
        return False
    if viewer.may("customer.view") and KeptFile.objects.filter(file=stored, removed_at=None).exists():
        return True
    if Export.objects.filter(file=stored, person=viewer).exists():
        return True
    return viewer.may("privacy.manage") and DataRequest.objects.filter(file=stored).exists()
