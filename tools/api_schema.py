"""`python -m tools.api_schema`: writes docs/openapi.json; a test compares it, so that no change goes unseen."""

import json
import os
from pathlib import Path

PLACE = Path(__file__).parent.parent / "docs" / "openapi.json"


def schema_text() -> str:
    """The description of the API as it is in the code, in English."""
    from django.utils.translation import override

    from qiao.site.api import api

    with override("en"):
        return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, default=str) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiao.site.settings")
    import django

    django.setup()
    PLACE.write_text(schema_text(), encoding="utf-8")
    print(f"{PLACE}: written")
