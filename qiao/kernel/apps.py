"""Application configuration."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Machinery with no opinion on support."""

    name = "qiao.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach querysets the look-up for many values."""
        from qiao.kernel import among  # noqa: F401 - registers itself
