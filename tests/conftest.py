"""What tests share: a real, empty warehouse."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.warehouses import empty_warehouse

# A slow machine is no failure.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def warehouse_folder(tmp_path: Path) -> Path:
    """A fresh warehouse with the reference tables and no facts."""
    return empty_warehouse(tmp_path / "warehouse")
