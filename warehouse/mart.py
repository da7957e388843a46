"""How are facts summed into the mart that every page reads?"""

from pathlib import Path

import duckdb

_SQL = Path(__file__).with_name("mart.sql")
_PART = """
create or replace temp macro part_{unit}(amount, share_before, share, is_last) as
case when share is null then amount
     else case when is_last then amount else round(amount * (share_before + share), {digits})::decimal(18, {digits}) end
        - round(amount * share_before, {digits})::decimal(18, {digits}) end
"""


def rebuild_mart(connection: duckdb.DuckDBPyConnection) -> None:
    """Sum every fact that counts into `effort_monthly`, whose grain schema.sql states."""
    connection.execute(_PART.format(unit="hours", digits=4))
    connection.execute(_PART.format(unit="nok", digits=2))
    connection.execute(_SQL.read_text("utf-8"))
