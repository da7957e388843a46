"""A dashboard with the sample, and tabs in Chromium."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import etl
from tests.browser.serving import DASHBOARD, chromium, served

ANSWERS_WITHIN_MS = 60_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    expect.set_options(timeout=ANSWERS_WITHIN_MS)
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse as it is after the first start; walks of the first start make their own."""
    folder = tmp_path_factory.mktemp("sample") / "warehouse"
    etl.load(etl.sample_uploads(), folder)
    return folder


@pytest.fixture(scope="module")
def address(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard with the sample, in a folder that no other module writes to."""
    folder = tmp_path_factory.mktemp("browser") / "warehouse"
    shutil.copytree(sample, folder)
    with served(DASHBOARD, folder) as started:
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
