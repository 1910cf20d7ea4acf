"""`python -m tools.api_client [folder]`: generates the typed Python client in clients/python from docs/openapi.json.

`fields` is left out of the client: a narrowed answer has no type of its own.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools.api_schema import PLACE

CLIENT = Path(__file__).parent.parent / "clients" / "python"
RUFF = Path(sys.executable).parent / "ruff"
CONFIG = {
    "project_name_override": "qiao-client",
    "package_name_override": "qiao_client",
    "post_hooks": [f"{RUFF} check --isolated --select=F,I --fix-only --quiet .", f"{RUFF} format --isolated --quiet ."],
}


def generate(folder: Path) -> None:
    """Write the client into `folder`, which is emptied first."""
    with tempfile.TemporaryDirectory() as scratch:
        schema, config = Path(scratch) / "openapi.json", Path(scratch) / "config.json"
        schema.write_text(json.dumps(_for_clients(json.loads(PLACE.read_text(encoding="utf-8")))), encoding="utf-8")
        config.write_text(json.dumps(CONFIG), encoding="utf-8")
        program = Path(sys.executable).parent / "openapi-python-client"
        subprocess.run(
            [program, "generate", "--path", schema, "--config", config, "--output-path", folder, "--overwrite",
             "--meta", "none"],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip


def _for_clients(schema: dict[str, Any]) -> dict[str, Any]:
    del schema["components"]["parameters"]["Fields"]
    for methods in schema["paths"].values():
        for operation in methods.values():
            operation["parameters"] = [one for one in operation["parameters"] if one.get("$ref", "")[-6:] != "Fields"]
            for answer in operation["responses"].values():
                answer.get("content", {}).pop("application/vnd.qiao.partial+json", None)
    return schema


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else CLIENT / "qiao_client"
    generate(target)
    print(f"{target}: written")
