"""The browser of the journeys: where it is, how it is started, and a line when there is none."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
# a headless browser that asks nobody on the internet for anything
LAUNCH_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def find_browser() -> str | None:
    """Path of a Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


if __name__ == "__main__" and find_browser() is None:
    print("No Chromium here: the browser journeys are left out (Debian: apt-get install chromium fonts-noto-cjk).")
