"""A dashboard that has never been started before, and tabs in Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import DASHBOARD, chromium, served

ANSWERS_WITHIN_MS = 60_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    expect.set_options(timeout=ANSWERS_WITHIN_MS)
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard whose warehouse folder does not exist yet."""
    with served(DASHBOARD, tmp_path_factory.mktemp("browser") / "warehouse") as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab with a reader's usual settings."""
    context = browser.new_context(
        locale="nb-NO", viewport={"width": 1400, "height": 1000}, accept_downloads=True
    )
    context.set_default_timeout(ANSWERS_WITHIN_MS)
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    yield tab
    context.close()
    assert not faults
