"""Series of their own: backlog counts and instrument hours. They are never added to effort."""

import pandas as pd

from metrics.engine import Reader, query
from metrics.frames import frame
from metrics.sources import counting

BACKLOG_COLUMNS = {
    "snapshot_date": "date",
    "system": "text",
    "system_nb": "text",
    "system_en": "text",
    "unit": "text",
    "items": "int",
    "median_age_days": "float",
}
INSTRUMENT_COLUMNS = {
    "month": "date",
    "system": "text",
    "system_nb": "text",
    "system_en": "text",
    "used_hours": "float",
    "amount_nok": "float",
}


def backlog(reader: Reader) -> pd.DataFrame:
    """Return the backlog counts (restanser) per snapshot, system and unit: a stock, never added to effort."""
    with query(reader) as tables:
        facts = counting(tables, "backlog")
        system = tables["system"].select("system_id", system_nb="name_nb", system_en="name_en")
        joined = facts.left_join(system, "system_id")
        ordered = joined.order_by(joined.snapshot_date, joined.system_id, joined.unit_id)
        rows = tables.rows(
            ordered.select(
                "snapshot_date",
                "system_nb",
                "system_en",
                "items",
                "median_age_days",
                system="system_id",
                unit="unit_id",
            )
        )
    return frame(rows, BACKLOG_COLUMNS)


def instrument_hours(reader: Reader) -> pd.DataFrame:
    """Return instrument hours per month and system: hours of instruments, never added to hours of people."""
    with query(reader) as tables:
        facts = counting(tables, "instrument_hours")
        sums = facts.group_by("period", "system_id").agg(
            used_hours=facts.used_hours.sum(), amount_nok=facts.amount_nok.sum()
        )
        system = tables["system"].select("system_id", system_nb="name_nb", system_en="name_en")
        joined = sums.left_join(system, "system_id").order_by("period", "system_id")
        rows = tables.rows(
            joined.select(
                "system_nb", "system_en", "used_hours", "amount_nok", month="period", system="system_id"
            )
        )
    return frame(rows, INSTRUMENT_COLUMNS)
