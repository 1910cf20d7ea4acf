"""A home for the wheel: a fresh virtual environment that holds the wheel and what its metadata asks for."""

import re
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Home:
    """`folder` is the working directory of every command, far from the repository."""

    folder: Path
    data: Path

    @property
    def bin(self) -> Path:
        """Programs of the virtual environment."""
        return self.folder / "venv" / "bin"

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of ours, and a PATH on which there is no Node."""
        return {"PATH": str(self.bin), "QIAO_DATA": str(self.data), "LANG": "C.UTF-8", "HOME": str(self.folder)}

    def qiao(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run the installed command to its end."""
        return subprocess.run([str(self.bin / "qiao"), *words], cwd=self.folder, env=self.environment,
                              capture_output=True, text=True, check=False, timeout=180)  # fmt: skip


def build_wheel(target: Path) -> Path:
    """Build the wheel as a release would, from what `make setup` has prepared."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return next(target.glob("qiao-*.whl"))


def make_home(folder: Path, wheel: Path) -> Home:
    """A virtual environment with the wheel, and the locked packages its metadata names, each of them linked."""
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-index", "--no-deps",
               "--python", str(folder / "venv" / "bin" / "python"), str(wheel)]  # fmt: skip
    installed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stderr
    packages = next((folder / "venv" / "lib").glob("python3.*")) / "site-packages"
    metadata = next(packages.glob("qiao-*.dist-info")) / "METADATA"
    wanted = re.findall(r"^Requires-Dist: (.+)$", metadata.read_text(encoding="utf-8"), re.MULTILINE)
    for name in top_level_names(closure(wanted)):
        source = Path(sysconfig.get_path("purelib")) / name
        if source.exists() and not (packages / name).exists():
            (packages / name).symlink_to(source)
    return Home(folder, folder / "data")


def closure(requirements: list[str]) -> list[Distribution]:
    """The distributions that satisfy these requirements, and theirs, with the extras they ask for."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [Requirement(line) for line in requirements]
    while waiting:
        requirement = waiting.pop()
        for extra in ("", *requirement.extras):
            key = (requirement.name.lower(), extra)
            if key in seen:
                continue
            seen.add(key)
            found[key[0]] = dist = distribution(requirement.name)
            needs = [Requirement(line) for line in dist.requires or []]
            waiting += [need for need in needs if need.marker is None or need.marker.evaluate({"extra": extra})]
    return list(found.values())


def top_level_names(distributions: list[Distribution]) -> set[str]:
    """What these distributions put directly into site-packages."""
    files = (path for dist in distributions for path in dist.files or [])
    return {path.parts[0] for path in files if path.parts[0] not in {"..", "__pycache__", "/"}}
