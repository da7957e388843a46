"""How does a spreadsheet become checked facts?"""

from etl.diff import Change, change_against_previous, changes
from etl.history import ImportRecord, history, redo, remove_sample, undo
from etl.import_errors import AlreadyUndone, ImportRefused, PublishFailed, UnknownImport
from etl.issuing import issue_report, withdraw_report
from etl.load import LoadResult, Upload, ensure_warehouse, inspect, load, sample_uploads
from etl.problems import Problem
from etl.progress import Progress
from etl.report import Control, FileReport, Options, RowCounts

__all__ = [
    "AlreadyUndone",
    "Change",
    "Control",
    "FileReport",
    "ImportRecord",
    "ImportRefused",
    "LoadResult",
    "Options",
    "Problem",
    "Progress",
    "PublishFailed",
    "RowCounts",
    "UnknownImport",
    "Upload",
    "change_against_previous",
    "changes",
    "ensure_warehouse",
    "history",
    "inspect",
    "issue_report",
    "load",
    "redo",
    "remove_sample",
    "sample_uploads",
    "undo",
    "withdraw_report",
]
