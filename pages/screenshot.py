"""Takes the picture of the glance page that the READMEs show: ``python -m pages.screenshot``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from pages import browser

# The headline figures and the flow, at the size a README shows.
WIDTH, HEIGHT = 1200, 1500


def take(
    page_file: Path,
    out: Path,
    *,
    asked: str = "",
    ready: str = ".chart[data-live]",
    height: int = HEIGHT,
) -> None:
    """Write the top of a page as a picture, once what it is about is there."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser.find(), args=browser.arguments()
        )
        page = chromium.new_page(viewport={"width": WIDTH, "height": height})
        page.goto(page_file.resolve().as_uri() + asked)
        page.wait_for_selector(ready)
        out.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(out))
        chromium.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m pages.screenshot", description=__doc__)
    parser.add_argument("--page", type=Path, default=Path("site/index.html"))
    parser.add_argument("--out", type=Path, default=Path("docs/glance.png"))
    options = parser.parse_args(arguments)
    take(options.page, options.out)


if __name__ == "__main__":
    main()
