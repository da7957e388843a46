"""docs/imports.md from the tests' registry of traps: python -m docs.make_imports_table"""

from pathlib import Path

from language import Language, get
from tests.layouts.trap import Result, Trap
from tests.layouts.traps import THEMES, all_traps

DOCUMENT = Path(__file__).parent / "imports.md"
QUESTIONS = {
    "which_kind": "hva slags tall det er",
    "which_sheet": "hvilket ark",
    "which_column": "hvilken kolonne",
    "decimal_mark": "desimaltegn",
    "day_order": "dag eller måned først",
    "unit": "hvilken enhet",
    "year": "hvilket år",
    "plan_version": "hvilken planversjon",
    "sub_measure": "hvilket deltiltak",
    "unit_of_cell": "hva cellen betyr",
    "fill_down": "om verdien over også gjelder tomme celler",
}
LEFT_OUT = {
    "blank_row": "tom rad",
    "total_row": "sumrad",
    "note_row": "merknad",
    "no_figures": "uten tall",
    "repeated_header": "gjentatt overskrift",
    "not_hours_unit": "ikke timer",
    "filtered_out": "utelatt av filter",
}
_HEAD = """# Filer som importen må forstå

Hver rad er en fil som en uforsiktig import leser feil. Testene bygger fila selv (`tests/layouts/`), leser den slik
produktet gjør, og krever rett sum, rett sum per måned og kode, rett antall rader og rett liste over det som er utelatt.
Det som fila ikke sier selv, er et spørsmål, aldri en gjetning; det som ikke kan lastes inn, avvises med en grunn.

Siden lages av testene: `python -m docs.make_imports_table`. En test stopper når den er gammel. Beviset for en felle er
`python -m pytest tests/test_traps.py -k ID`.

I tillegg bygger `tests/test_layout_properties.py` tilfeldige arbeidsbøker der alt dette blandes: enten blir summene
rette, eller så stopper importen med et spørsmål eller en grunn. Ødelagte og fiendtlige filer har flere tester i
`tests/test_guard.py`.
"""


def document() -> str:
    """The whole page."""
    lang = get("nb")
    traps = all_traps()
    parts = [_HEAD, f"{len(traps)} feller.\n"]
    for theme in THEMES:
        own = [trap for trap in traps if trap.theme == theme.THEME]
        parts.append(f"## {theme.THEME}\n\n| Felle | Fil | Utfall | ID |\n|---|---|---|---|")
        parts[-1] += "".join(
            f"\n| {_cell(trap.what)} | `{trap.name}` | {_cell(_outcome(trap, lang))} | `{trap.id}` |"
            for trap in own
        )
        parts[-1] += "\n"
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _outcome(trap: Trap, lang: Language) -> str:
    loaded = _loaded(trap.expected, lang) if trap.expected else ""
    if trap.refusal:
        return f"avvises: `{trap.refusal}`" + (f"; rettet: {loaded}" if loaded else "")
    if trap.question:
        asked = f"spørsmål: {QUESTIONS[trap.question]}"
        return f"{asked}; besvart: {loaded}" if loaded else asked
    return loaded


def _loaded(expected: Result, lang: Language) -> str:
    left_out = ", ".join(
        f"{count} {LEFT_OUT.get(code, f'`{code}`')}" for code, count in expected.left_out.items()
    )
    amount = lang.number(expected.total, 2)
    rows = lang.plural("{n} rad", "{n} rader", expected.rows)
    return f"{amount} i {rows}" + (f"; utelatt: {left_out}" if left_out else "")


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
    print(DOCUMENT)
