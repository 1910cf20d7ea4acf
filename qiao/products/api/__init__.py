"""What programs can do with products, who works on which, and how their portals look."""

from qiao.products.api.brands import brands
from qiao.products.api.products import products
from qiao.products.api.reach import reach

ROUTERS = tuple(part.router for part in (products, brands, reach))

__all__ = ["ROUTERS"]
