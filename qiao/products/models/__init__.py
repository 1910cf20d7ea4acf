"""What we support."""

from qiao.products.models.brand import PortalBrand
from qiao.products.models.component import Component
from qiao.products.models.product import Product
from qiao.products.models.version import Version

__all__ = ["Component", "PortalBrand", "Product", "Version"]
