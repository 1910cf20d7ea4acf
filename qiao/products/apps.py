"""Application configuration."""

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    """See README.md."""

    name = "qiao.products"
    label = "products"
    default_auto_field = "django.db.models.BigAutoField"
