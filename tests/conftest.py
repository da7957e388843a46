"""What tests share: a real, empty warehouse."""

from pathlib import Path

import pytest
from hypothesis import settings

from warehouse import create_warehouse

# A slow machine is no failure.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

REFERENCE = Path(__file__).parent.parent / "data" / "reference"


@pytest.fixture
def warehouse_folder(tmp_path: Path) -> Path:
    """A fresh warehouse with the reference tables and no facts."""
    folder = tmp_path / "warehouse"
    create_warehouse(folder, REFERENCE)
    return folder
