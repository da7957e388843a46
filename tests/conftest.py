"""What tests share: a real, empty warehouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from hypothesis import settings

from tests.warehouses import empty_warehouse

# A slow machine is no failure.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def warehouse_folder(tmp_path: Path) -> Path:
    """A fresh warehouse with the reference tables and no facts."""
    return empty_warehouse(tmp_path / "warehouse")


@pytest.fixture
def warehouse_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the pages look for their warehouse; nothing is there yet."""
    found = tmp_path / "warehouse"
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(found))
    return found


@pytest.fixture
def no_answers_of_another_test() -> Iterator[None]:
    """What the pages keep is forgotten before and after the test."""
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()
