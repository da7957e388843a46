"""A Streamlit server in a process of its own, and Chromium: for browser tests, benchmarks and screenshots."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent.parent
DASHBOARD = ROOT / "dashboard.py"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STARTS_WITHIN_S = 60


class NotServedError(RuntimeError):
    """The server ended or did not answer; the message holds its own words."""


def browser_path() -> str | None:
    """The browser that make found or installed, or one on the path; None means Playwright's own."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
        yield browser
        browser.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def served(script: Path, folder: Path) -> Iterator[str]:
    """Serve a Streamlit script with this warehouse folder. Gives its address.

    :raises NotServedError: when it does not answer within a minute.
    """
    port, log = free_port(), folder.parent / f"{script.stem}.log"
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "--server.address=127.0.0.1", "--server.headless=true"],
            cwd=ROOT,
            env={**os.environ, "HANDLINGSROM_WAREHOUSE": str(folder)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(port, server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise NotServedError(log.read_text(encoding="utf-8", errors="replace"))
