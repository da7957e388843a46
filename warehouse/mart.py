"""How are facts placed by their codes, and summed into the mart that every page reads?"""

from pathlib import Path

import duckdb

_FACTS = Path(__file__).with_name("facts.sql")
_MART = Path(__file__).with_name("mart.sql")
COUNTING = """
select coverage.source, coverage.coverage_key,
    arg_max(coverage.import_id, coalesce(import_log.place, import_log.import_id)) as import_id
from coverage join import_log using (import_id)
where import_log.status = 'active'
group by coverage.source, coverage.coverage_key
"""
"""A fact counts while no active import of its source that is later in place covers its key."""
_PART = """
create or replace temp macro part_{unit}(amount, share_before, share, is_last) as
case when share is null then amount
     else case when is_last then amount else round(amount * (share_before + share), {digits})::decimal(18, {digits}) end
        - round(amount * share_before, {digits})::decimal(18, {digits}) end
"""


def place_facts(con: duckdb.DuckDBPyConnection, counting: str = COUNTING) -> None:
    """Make the temporary view `placed_fact` (facts.sql says its grain) of the facts that `counting` selects.

    `counting` is a query of coverage_key and import_id; a reader's cursor will do.
    """
    con.execute(_PART.format(unit="hours", digits=4))
    con.execute(_PART.format(unit="nok", digits=2))
    con.execute(f"create or replace temp table counting as {counting}")
    con.execute(_FACTS.read_text("utf-8"))


def rebuild_mart(connection: duckdb.DuckDBPyConnection) -> None:
    """Sum every fact that counts into `effort_monthly`, whose grain schema.sql states."""
    place_facts(connection)
    connection.execute(_MART.read_text("utf-8"))
