"""The least that Streamlit can do: one filter and three Plotly charts, with figures made on the spot."""

import plotly.graph_objects as go
import streamlit as st

MONTHS = [f"{2019 + n // 12}-{n % 12 + 1:02}" for n in range(36)]

st.set_page_config(layout="wide")
chosen = st.selectbox("Filter", ["alle", "ett", "to", "tre", "fire"])
factor = 1 + len(chosen)
for chart in range(3):
    planned = [factor * (n % 7 + chart) for n in range(36)]
    actual = [factor * (n % 5 + chart) for n in range(36)]
    figure = go.Figure([go.Bar(x=MONTHS, y=planned, name="Plan"), go.Bar(x=MONTHS, y=actual, name="Faktisk")])
    st.plotly_chart(figure.update_layout(title=f"{chosen} {chart}"), key=f"chart {chart}")
