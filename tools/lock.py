"""Resolve requirements/*.in into locked files with hashes, each with a wheel for every platform we name."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "requirements"
# base must resolve for every platform and Python; the tools only for the oldest Python we test with
OPTIONS = {"base": ["--universal"], "dev": [], "build": []}
PLATFORMS = ("x86_64-manylinux_2_28", "aarch64-manylinux_2_28", "aarch64-apple-darwin")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def main() -> None:
    """Lock base first: the others are constrained by it."""
    for name, extra in OPTIONS.items():
        command = [
            sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--generate-hashes", "--no-emit-index-url",
            "--no-header", "--python-version", "3.11", *extra, f"requirements/{name}.in", "-o", f"requirements/{name}.txt",
        ]  # fmt: skip
        subprocess.run(command, cwd=FOLDER.parent, check=True)
    for platform in PLATFORMS:
        for version in PYTHONS:
            check_wheels(platform, version)


def check_wheels(platform: str, version: str) -> None:
    """Whether what users install needs no compiler there. Raises CalledProcessError with what is missing printed."""
    for name in ("base", "build"):
        command = [
            sys.executable, "-m", "uv", "pip", "install", "--quiet", "--dry-run", "--target", "/nonexistent",
            "--only-binary", ":all:", "--require-hashes", "--python-platform", platform, "--python-version", version,
            "-r", f"requirements/{name}.txt",
        ]  # fmt: skip
        subprocess.run(command, cwd=FOLDER.parent, check=True)


if __name__ == "__main__":
    main()
