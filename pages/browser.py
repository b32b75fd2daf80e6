"""Finds the browser for the tests and the screenshot; ``python -m pages.browser`` brings one.

The variable ``CHROMIUM`` names one, else the usual names on the path are tried. Where there is
none, Debian's chromium and a font with Chinese characters are installed if apt-get and the rights
for it are there. Nothing is ever skipped for want of a browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from ingest.language import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")
# Nothing but the page itself: no updates, no accounts, no first-run pages.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--no-first-run",
    "--font-render-hinting=none",
)
ADVICE = (
    "No browser was found. Install Chromium and a font with Chinese characters (on Debian: "
    "apt-get install {packages}), or set CHROMIUM to the path of a Chromium or Chrome."
)


class BrowserMissingError(RuntimeError):
    """There is no browser, and what to do about it."""


def find() -> str:
    """The path of the browser; raises where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            is_none = say("CHROMIUM is {named}, which is no program.", named=named)
            raise BrowserMissingError(f"{is_none} {_advice()}")
        return path
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            return path
    raise BrowserMissingError(_advice())


def _advice() -> str:
    """What to do where there is no browser."""
    return say(ADVICE, packages=" ".join(PACKAGES))


def arguments() -> list[str]:
    """How to start it; its sandbox refuses to run as root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*ARGUMENTS, *(["--no-sandbox"] if is_root else [])]


def has_chinese_font() -> bool:
    """Whether the machine can show Chinese characters, as far as fontconfig knows."""
    program = shutil.which("fc-list")
    if program is None:
        return True
    listed = subprocess.run(  # noqa: S603 (a program we just found)
        [program, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip())


def install() -> None:
    """Bring what is missing with Debian's package manager, where this user may."""
    program = shutil.which("apt-get")
    if program is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        subprocess.run(  # noqa: S603 (a program we just found)
            [program, "--quiet", *command], env=environment, stdout=sys.stderr, check=False
        )


def main() -> int:
    """Make sure that there is a browser and say which."""
    try:
        found = find()
    except BrowserMissingError:
        found = ""
    if not os.environ.get("CHROMIUM") and (not found or not has_chinese_font()):
        install()
    try:
        print(find())
    except BrowserMissingError as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
