"""One Chrome or Chromium in the background that draws figures: it starts with the first picture and serves the rest."""

from __future__ import annotations

import asyncio
import atexit
import os
import threading
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from choreographer.browsers.chromium import Chromium
from kaleido import Kaleido

from reports.cells import storable_text

PICTURE_S, CLOSE_S = 60, 5
"""A browser that takes longer for one picture is broken; the next picture starts another."""


class PicturesUnavailable(RuntimeError):
    """No picture can be drawn here. reason: no_browser | failed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def browser_path() -> str | None:
    """Return where Chrome or Chromium is: the environment's CHROMIUM or BROWSER_PATH, else the usual places."""
    named = os.environ.get("CHROMIUM") or os.environ.get("BROWSER_PATH")
    found = named or Chromium.find_browser(skip_local=False)
    return str(found) if found else None


def drawn(figure: Any, options: dict[str, Any]) -> bytes:
    """Return a figure as a file of the format in `options` (format, width, height, scale).

    Raises PicturesUnavailable.
    """
    with _lock:
        return _running().draw(figure, options)


class _Browser:
    """The browser, and the thread whose loop speaks with it."""

    def __init__(self, path: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="pictures")
        self._thread.start()
        # Without this the page would ask a server outside for MathJax.
        self._kaleido = Kaleido(path=path, mathjax=False, timeout=PICTURE_S)
        self._wait(self._kaleido.__aenter__())

    def draw(self, figure: Any, options: dict[str, Any]) -> bytes:
        answer: bytes = self._wait(self._kaleido.calc_fig(_storable(figure.to_dict()), options))
        return answer

    def close(self) -> None:
        ending = asyncio.run_coroutine_threadsafe(self._kaleido.__aexit__(None, None, None), self._loop)
        # A browser that does not answer cannot be asked to end either.
        with suppress(Exception):
            ending.result(CLOSE_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait(self, work: Any) -> Any:
        future: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(PICTURE_S)
        except Exception as error:
            close()
            raise PicturesUnavailable("failed") from error


def _storable(value: Any) -> Any:
    """A figure without the characters that have no place in a drawing; one of them would end it."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        return {name: _storable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(inner) for inner in value]
    # Texts of a column come as an array.
    return _storable(value.tolist()) if getattr(value, "dtype", "") == "object" else value


_lock = threading.Lock()
_browser: list[_Browser] = []


def _running() -> _Browser:
    if not _browser:
        path = browser_path()
        if path is None or not os.access(path, os.X_OK):
            raise PicturesUnavailable("no_browser")
        _browser.append(_Browser(path))
    return _browser[0]


@atexit.register
def close() -> None:
    """End the browser; the next picture starts another."""
    while _browser:
        _browser.pop().close()
