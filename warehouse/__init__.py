"""Where do facts live, which version is current, and how is a new one published?"""

from warehouse.errors import (
    DiskFull,
    FolderUnusable,
    NoWarehouse,
    ReferenceInvalid,
    ReferenceProblem,
    UnknownVersion,
    WarehouseBusy,
    WarehouseDamaged,
    WarehouseError,
)
from warehouse.mart import COUNTING, place_facts, rebuild_mart
from warehouse.migrate import Column, is_outdated
from warehouse.publish import NewVersion, create_warehouse, new_version
from warehouse.reader import Reader, open_reader
from warehouse.reference import TABLES, load_reference, reference_digest, replace_tables, takes_csv
from warehouse.versions import Version, current_version, default_folder, list_versions, sweep

__all__ = [
    "COUNTING",
    "TABLES",
    "Column",
    "DiskFull",
    "FolderUnusable",
    "NewVersion",
    "NoWarehouse",
    "Reader",
    "ReferenceInvalid",
    "ReferenceProblem",
    "UnknownVersion",
    "Version",
    "WarehouseBusy",
    "WarehouseDamaged",
    "WarehouseError",
    "create_warehouse",
    "current_version",
    "default_folder",
    "is_outdated",
    "list_versions",
    "load_reference",
    "new_version",
    "open_reader",
    "place_facts",
    "rebuild_mart",
    "reference_digest",
    "replace_tables",
    "sweep",
    "takes_csv",
]
