"""Strict type check of the TypeScript elements, with the compiler that package-lock.json names."""

import subprocess
import sys

from tools.build_assets import ROOT, install_packages, node_command


def main() -> int:
    """Print what the compiler complains about; returns its exit code."""
    install_packages()
    compiler = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    return subprocess.run([*node_command("node"), str(compiler), "-p", "."], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
