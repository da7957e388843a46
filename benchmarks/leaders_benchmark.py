"""Many leaders at once: python -m benchmarks.leaders_benchmark

Each leader is a session of Streamlit's own protocol that chooses a new period every few seconds, on one of the pages
with figures; time runs from the choice to the last message of the page's run, as the browser receives it. The browser's
drawing, which happens on the leader's own machine, comes on top (page_benchmark measures it).
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.page_benchmark import with_sample
from benchmarks.table import machine, markdown
from tests.browser.serving import DASHBOARD, served

LEADERS = (1, 10, 50)
PAGES = ("oversikt", "tiltak", "systemer", "kapasitet")
THINKS_S = (5.0, 15.0)
"""A leader reads for so long before the next choice."""
MONTHS = [f"{2019 + n // 12}-{n % 12 + 1:02}" for n in range(60)]
FAR_OFF_S = 60


async def answered(session: ClientConnection, page: str, query: str) -> float:
    """Ask for a page. Returns seconds to the last message of its run."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    start, charts = time.perf_counter(), 0
    await session.send(asked.SerializeToString())
    while True:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(session.recv(decode=False), FAR_OFF_S))
        kind = message.WhichOneof("type")
        charts += kind == "delta" and message.delta.new_element.HasField("plotly_chart")
        if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            if not charts:
                raise RuntimeError(f"{page}?{query} drew no chart")
            return time.perf_counter() - start


async def leader(address: str, number: int, choices: int) -> list[float]:
    """Open a page and choose one period after the other. Returns the seconds of each choice."""
    chance = random.Random(number)
    page = PAGES[number % len(PAGES)]
    stream = address.replace("http", "ws") + "/_stcore/stream"
    found = []
    async with connect(stream, subprotocols=["streamlit"], max_size=None, origin=address) as session:  # type: ignore[list-item,arg-type]
        await asyncio.sleep(chance.uniform(0, THINKS_S[1]))
        await answered(session, page, "lang=nb")
        for _ in range(choices):
            await asyncio.sleep(chance.uniform(*THINKS_S))
            first, last = sorted(chance.sample(MONTHS, 2))
            found.append(await answered(session, page, f"lang=nb&first={first}&last={last}"))
    return found


async def together(address: str, leaders: int, choices: int) -> list[float]:
    """Let this many leaders work at the same time. Returns the seconds of all their choices."""
    found = await asyncio.gather(*(leader(address, number, choices) for number in range(leaders)))
    return [seconds for one in found for seconds in one]


def main(numbers: Sequence[int], choices: int) -> None:
    """Measure each number of leaders on a server of its own and print the table."""
    rows = []
    for leaders in numbers:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "warehouse"
            with_sample(folder)
            with served(DASHBOARD, folder) as address:
                seconds = asyncio.run(together(address, leaders, choices if leaders > 1 else 3 * choices))
        slowest = quantiles(seconds, n=20)[-1]
        rows.append([f"{leaders}", f"{len(seconds)}", f"{median(seconds):.2f} s", f"{slowest:.2f} s"])
    print(f"From a leader's choice to the last message of the page, each selection new. {machine()}\n")
    print(markdown(["Leaders at once", "Choices", "Median", "95 per cent within"], rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leaders", type=int, nargs="+", default=LEADERS)
    parser.add_argument("--choices", type=int, default=6)
    arguments = parser.parse_args()
    main(tuple(arguments.leaders), arguments.choices)
