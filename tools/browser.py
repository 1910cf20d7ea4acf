"""Says in one line when the browser journeys will not run because there is no Chromium."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str | None:
    """Path of a Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


if __name__ == "__main__" and find_browser() is None:
    print("No Chromium here: the browser journeys are left out (Debian: apt-get install chromium fonts-noto-cjk).")
