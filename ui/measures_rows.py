"""The measure or sub-measure that a page looks at closely."""

from __future__ import annotations

from dataclasses import dataclass

from language import Language
from metrics import MeasureNode, SubMeasureNode, short_name
from ui.view import View


@dataclass(frozen=True)
class Closely:
    """The measure, or the sub-measure of it, that the page shows closely."""

    measure: MeasureNode
    sub_measure: SubMeasureNode | None = None

    def name(self, lang: Language) -> str:
        """Its number and its whole name."""
        if self.sub_measure is None:
            return f"{self.measure.code} {lang.pick(self.measure.name_nb, self.measure.name_en)}"
        sub = self.sub_measure
        return f"{sub.sub_measure_id} {lang.pick(sub.name_nb, sub.name_en)}"

    def short(self, lang: Language) -> str:
        """Its name up to the dash."""
        return short_name(self.name(lang))

    def view(self, view: View) -> View:
        """The view of it alone."""
        if self.sub_measure is None:
            return view.only(measures=(self.measure.measure_id,))
        return view.only(measures=(), sub_measures=(self.sub_measure.sub_measure_id,))
