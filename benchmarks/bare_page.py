"""The least that Streamlit can do: pages with one filter and so many Plotly charts, with figures made on the spot."""

from functools import partial

import plotly.graph_objects as go
import streamlit as st

MONTHS = [f"{2019 + n // 12}-{n % 12 + 1:02}" for n in range(36)]
MOST_CHARTS = 12


def draw(charts: int) -> None:
    """Draw a page with this many charts."""
    chosen = st.selectbox("Filter", ["alle", "ett", "to", "tre", "fire"])
    factor = 1 + len(chosen)
    st.title(f"{charts} {chosen}")
    for chart in range(charts):
        planned = [factor * (n % 7 + chart) for n in range(36)]
        actual = [factor * (n % 5 + chart) for n in range(36)]
        bars = [go.Bar(x=MONTHS, y=planned, name="Plan"), go.Bar(x=MONTHS, y=actual, name="Faktisk")]
        st.plotly_chart(go.Figure(bars).update_layout(title=f"{chosen} {chart}"), key=f"chart {chart}")


st.set_page_config(layout="wide")
pages = [
    st.Page(partial(draw, charts), title=f"Diagrammer: {charts}.", url_path=f"diagrammer-{charts}")
    for charts in range(MOST_CHARTS + 1)
]
st.navigation([st.Page(partial(draw, 0), title="Start", default=True), *pages]).run()
