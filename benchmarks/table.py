"""A Markdown table, and the machine it was measured on."""

import importlib.metadata
import os
import platform
from collections.abc import Sequence

import psutil


def machine() -> str:
    """One line on what was measured where."""
    cores, memory = os.cpu_count(), psutil.virtual_memory().total / 2**30
    packages = ("duckdb", "streamlit", "plotly", "python-calamine", "pandas")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return f"Python {platform.python_version()}, {cores} cores, {memory:.0f} GB; {versions}."


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; every column but the first to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
