"""Application configuration."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """See README.md."""

    name = "qiao.customers"
    label = "customers"
    default_auto_field = "django.db.models.BigAutoField"
