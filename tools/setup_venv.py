"""Make the virtual environment and install locked requirement files into it.

Run by the Makefile with any Python ≥ 3.11; uses only the standard library.
"""

import subprocess
import sys
import time
import venv
from pathlib import Path

from tools.speech import said

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".venv"


def main(files: list[str]) -> None:
    """Install each locked file, then the project itself (editable) without resolving anything."""
    if sys.version_info < (3, 11):
        sys.exit(
            said("Qiao needs Python 3.11 or later; this is %s. Try: make PYTHON=python3.12") % sys.version.split()[0]
        )
    if not (FOLDER / "bin" / "python").exists():
        print(said("Making the virtual environment in .venv …"), flush=True)
        venv.create(FOLDER, with_pip=True)
    for file in files:
        started = time.monotonic()
        print(said("Installing %s …") % file, flush=True)
        pip("install", "--require-hashes", "--no-deps", "-r", file)
        print(said("  done in %.0f s") % (time.monotonic() - started), flush=True)
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")


def pip(*arguments: str) -> None:
    """Run pip quietly; show everything it said when it fails."""
    command = [str(FOLDER / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", *arguments]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(result.stdout[-4000:] + result.stderr[-4000:])


if __name__ == "__main__":
    main(sys.argv[1:])
