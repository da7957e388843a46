"""What can be refused of a change to imports, reference tables or memory: facts as attributes, no wording."""

from collections.abc import Sequence

from etl.problems import Problem


class ImportRefused(Exception):
    """The warehouse could not be changed as asked; nothing was changed."""


class UnknownImport(ImportRefused):
    """No import has this number. `known` lists the numbers that could still be undone, newest first."""

    def __init__(self, import_id: int, known: Sequence[int]) -> None:
        super().__init__(import_id)
        self.import_id = import_id
        self.known = tuple(known)


class AlreadyUndone(ImportRefused):
    """The import was undone before."""

    def __init__(self, import_id: int) -> None:
        super().__init__(import_id)
        self.import_id = import_id


class NotUndone(ImportRefused):
    """The import counts: there is no undoing to take back."""

    def __init__(self, import_id: int) -> None:
        super().__init__(import_id)
        self.import_id = import_id


class ReadAgain(ImportRefused):
    """The undone import was read again: import `by_import` has its place and would have to be undone first."""

    def __init__(self, import_id: int, by_import: int) -> None:
        super().__init__(import_id)
        self.import_id = import_id
        self.by_import = by_import


class NotTheSameFile(ImportRefused):
    """The file to read again is not the one that was imported; both names, for the user to compare."""

    def __init__(self, import_id: int, imported: str, given: str) -> None:
        super().__init__(import_id)
        self.import_id = import_id
        self.imported = imported
        self.given = given


class ReasonMissing(ImportRefused):
    """A change of the reference tables says why."""


class CodebookChanged(ImportRefused):
    """Somebody else (`by`) has changed `table` in `version`, after the rows were read."""

    def __init__(self, table: str, version: int, by: str | None) -> None:
        super().__init__(table, version)
        self.table = table
        self.version = version
        self.by = by


class CodebookUnreadable(ImportRefused):
    """The workbook cannot be read, or holds none of the reference tables; worded by `etl.wording.message`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class UnknownPlanVersion(ImportRefused):
    """No plan version has this id."""

    def __init__(self, plan_version_id: str, known: Sequence[str]) -> None:
        super().__init__(plan_version_id)
        self.plan_version_id = plan_version_id
        self.known = tuple(known)


class NotADraft(ImportRefused):
    """The plan version was adopted or closed before."""

    def __init__(self, plan_version_id: str) -> None:
        super().__init__(plan_version_id)
        self.plan_version_id = plan_version_id


class UnknownUnit(ImportRefused):
    """No unit has this id, name or cost centre."""

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(text)
        self.text = text
        self.known = tuple(known)


class UnknownTotal(ImportRefused):
    """No ledger total has this number."""

    def __init__(self, total_id: int) -> None:
        super().__init__(total_id)
        self.total_id = total_id


class NotRemembered(ImportRefused):
    """Nothing of the kind is remembered of the source."""

    def __init__(self, source: str, text: str | None = None) -> None:
        super().__init__(source)
        self.source = source
        self.text = text


class MemoryInvalid(ImportRefused):
    """The JSON is no exported memory; `where` names the part that is not."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class ProgressInvalid(ImportRefused):
    """Progress cannot be recorded or removed so. problem: pct | future | sub_measure | reason | note | unknown."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class ProgressDecreases(ImportRefused):
    """On the day `recorded`, before (earlier) or after the new one, another `complete_pct` is recorded: progress would
    go back from one day to the next.
    """

    def __init__(self, recorded: str, complete_pct: str, earlier: bool) -> None:
        super().__init__(recorded, complete_pct)
        self.recorded = recorded
        self.complete_pct = complete_pct
        self.earlier = earlier


class ReportInvalid(ImportRefused):
    """A report cannot be issued or withdrawn so. problem: name | reviewed | version | national_id | why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class ReportNameTaken(ImportRefused):
    """Report `issue_id`, which is not withdrawn, has the name."""

    def __init__(self, name: str, issue_id: str) -> None:
        super().__init__(name)
        self.name = name
        self.issue_id = issue_id


class UnknownReport(ImportRefused):
    """No issued report has this id. `known` lists those that could be withdrawn, newest first."""

    def __init__(self, issue_id: str, known: Sequence[str]) -> None:
        super().__init__(issue_id)
        self.issue_id = issue_id
        self.known = tuple(known)


class AlreadyWithdrawn(ImportRefused):
    """The report was withdrawn before."""

    def __init__(self, issue_id: str) -> None:
        super().__init__(issue_id)
        self.issue_id = issue_id


class PublishFailed(Exception):
    """The publishing process ended without an answer; the version before it still serves.

    `last_words` is what the process said in the end: for the log of the machine, not for users.
    """

    def __init__(self, exit_status: int, last_words: str = "") -> None:
        super().__init__(exit_status, last_words)
        self.exit_status = exit_status
        self.last_words = last_words
