"""Resolve requirements/*.in into locked files with hashes."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "requirements"
# base must resolve for every platform and Python; the tools only for the oldest Python we test with
OPTIONS = {"base": ["--universal"], "dev": [], "build": []}


def main() -> None:
    """Lock base first: the others are constrained by it."""
    for name, extra in OPTIONS.items():
        command = [
            sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--generate-hashes", "--no-emit-index-url",
            "--no-header", "--python-version", "3.11", *extra, f"requirements/{name}.in", "-o", f"requirements/{name}.txt",
        ]  # fmt: skip
        subprocess.run(command, cwd=FOLDER.parent, check=True)


if __name__ == "__main__":
    main()
