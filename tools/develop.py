"""`make dev`: the demo company in developer mode; styles and scripts are rebuilt, changed Python restarts it."""

import os
import subprocess
import sys
from pathlib import Path

from watchfiles import watch

from tools.build_assets import ROOT

SOURCES = (".css", ".ts", ".svg")
COMMAND = [sys.executable, "-m", "qiao.site", "up", "--demo"]


def main() -> None:
    """Run until Ctrl-C."""
    product = start()
    try:
        for changes in watch(ROOT / "qiao", watch_filter=lambda _change, path: is_source(Path(path))):
            if any(path.endswith(SOURCES) for _change, path in changes):
                subprocess.run([sys.executable, "-m", "tools.build_assets"], cwd=ROOT, check=False)
            if any(path.endswith(".py") for _change, path in changes):
                product.terminate()
                product.wait()
                product = start()
    finally:
        product.terminate()
        product.wait()


def start() -> "subprocess.Popen[bytes]":
    """The product in a session of its own, so that Ctrl-C reaches only this program."""
    return subprocess.Popen(COMMAND, cwd=ROOT, env={**os.environ, "QIAO_DEBUG": "1"}, start_new_session=True)


def is_source(path: Path) -> bool:
    """Hand-written files of the product; what the build writes must not start the build again."""
    return path.suffix in {*SOURCES, ".py"} and "static" not in path.parts and "tests" not in path.parts


if __name__ == "__main__":
    main()
