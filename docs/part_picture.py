"""A picture of a part of a page, for the guides."""

from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page

_MARGIN = 12
_TALLEST = 1500


def at_rest(page: Page) -> None:
    """Wait until the page has run, and stands still."""
    for _ in range(2):
        page.wait_for_timeout(400)
        page.wait_for_function(
            "() => document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'"
        )


def take_part(page: Page, path: Path, top: Locator, bottom: Locator | None = None) -> None:
    """Take what stands from the top of one part to the end of another, as wide as the page's column."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    at_rest(page)
    column, first = _box(page.locator("[data-testid=stMainBlockContainer]")), _box(top)
    last = _box(bottom) if bottom else first
    height = min(last["y"] + last["height"] - first["y"], _TALLEST)
    clip: FloatRect = {
        "x": column["x"] + 40, "y": first["y"] - _MARGIN,
        "width": column["width"] - 80, "height": height + 2 * _MARGIN,
    }  # fmt: skip
    page.screenshot(path=path, clip=clip, animations="disabled", caret="hide")
    print(f"{path.parent.name}/{path.name}")


def _box(part: Locator) -> FloatRect:
    part.wait_for()
    box = part.bounding_box()
    if box is None:
        raise ValueError(part)
    return box
