"""Words, numbers and dates as the user reads them, in Norwegian bokmål or English; status sentences in nynorsk, too.

    lang = language.get("nb")
    lang.text("Planlagt {hours}", hours=lang.hours(1234.5))    # «Planlagt 1 234,5 t»

The bokmål text in the code is its own key; English comes from
``locale/en/LC_MESSAGES/handlingsrom.po``, read at run time, so a changed translation needs no compile step.
``python -m language extract`` collects new texts from the code into that file.
"""

from language.units import UNITS
from language.words import CODES, WRITTEN, Language, get, mark

__all__ = ["CODES", "UNITS", "WRITTEN", "Language", "get", "mark"]
