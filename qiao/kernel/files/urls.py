"""Address of stored files."""

from django.urls import path, register_converter

from .views import serve_file


class _Sha256:
    """64 hex digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(_Sha256, "sha256")

urlpatterns = [path("files/<sha256:sha256>/<path:name>", serve_file, name="file")]
