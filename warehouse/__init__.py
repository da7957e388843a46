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
from warehouse.mart import rebuild_mart
from warehouse.publish import NewVersion, create_warehouse, new_version
from warehouse.reader import Reader, open_reader
from warehouse.reference import load_reference, reference_digest
from warehouse.versions import Version, current_version, default_folder, list_versions, sweep

__all__ = [
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
    "list_versions",
    "load_reference",
    "new_version",
    "open_reader",
    "rebuild_mart",
    "reference_digest",
    "sweep",
]
