"""What tests share: a real, empty warehouse."""

from pathlib import Path

import pytest

from etl import ensure_warehouse


@pytest.fixture
def warehouse_folder(tmp_path: Path) -> Path:
    """A fresh warehouse with the reference tables and no facts."""
    folder = tmp_path / "warehouse"
    ensure_warehouse(folder)
    return folder
