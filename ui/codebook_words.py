"""Words for the reference tables: what each is called, what it is for, its columns and its coded values."""

from __future__ import annotations

from language import Language
from ui import words

_GROUPS = {
    "plan": ("measure", "sub_measure", "milestone", "plan_version", "successor"),
    "codes": ("code_map", "account_bridge", "alias"),
    "organisation": ("system", "process", "unit", "role_group", "capacity", "working_day"),
    "numbers": ("rate", "constant"),
}
ORDER = tuple(table for group in _GROUPS.values() for table in group)
"""The tables as the list shows them: what is planned, what codes lead to, who and where, and numbers."""


def table_name(table: str, lang: Language) -> str:
    """Return what a reference table is called."""
    return {
        "measure": lang.text("Tiltak"),
        "sub_measure": lang.text("Deltiltak, eiere og status"),
        "system": lang.text("Systemer"),
        "process": lang.text("Hovedprosesser"),
        "alias": lang.text("Andre navn"),
        "unit": lang.text("Enheter og koststeder"),
        "role_group": lang.text("Rollegrupper"),
        "milestone": lang.text("Milepæler"),
        "code_map": lang.text("Koder til deltiltak"),
        "successor": lang.text("Etterfølgere: gamle deltiltak til nye"),
        "account_bridge": lang.text("Kontobro: gamle kontoer til nye"),
        "rate": lang.text("Timekostnader"),
        "constant": lang.text("Grenser og faste tall"),
        "plan_version": lang.text("Planversjoner"),
        "capacity": lang.text("Kapasitet"),
        "working_day": lang.text("Arbeidsdager utenom kalenderen"),
    }.get(table, table)


def table_about(table: str, lang: Language) -> str:
    """Say what a table is for and where a change in it shows."""
    return {
        "measure": lang.text("Tiltakene med planperiode og tiltaksansvarlig."),
        "sub_measure": lang.text(
            "Deltiltakene: hvilket tiltak de hører til, systemet bak, eier, status og hvor lenge de gjelder. Innsats "
            "utenfor gyldigheten avvises når en fil lastes inn."
        ),
        "system": lang.text("De administrative systemene, med status og eier."),
        "process": lang.text("Hovedprosessene i et system. Timer kan føres på en prosess."),
        "alias": lang.text(
            "Andre skrivemåter av tiltak, deltiltak, systemer, enheter, rollegrupper og planversjoner. En fil som "
            "bruker ett av navnene, blir forstått uten spørsmål."
        ),
        "unit": lang.text("Enhetene, med koststed fra 2023 og koststed til og med 2022."),
        "role_group": lang.text("Rollegruppene som timer vises for."),
        "milestone": lang.text(
            "Milepælene med planlagt, revidert og faktisk dato. Står datoen bare i ord i kilden, skriv ordene i "
            "tekstfeltet og la datoen stå tom."
        ),
        "code_map": lang.text(
            "Hvilket deltiltak en analysekode eller et delprosjekt hører til, i hvilke måneder og med hvilken andel. "
            "En endring flytter også timer og kroner som alt er lastet inn."
        ),
        "successor": lang.text(
            "Hvilket deltiltak i den nye planen som følger etter et deltiltak i den gamle, og med hvilken andel."
        ),
        "account_bridge": lang.text(
            "Hvilken konto fra 2023 som svarer til en konto før 2023, og med hvilken andel."
        ),
        "rate": lang.text(
            "Kalkulatorisk timekostnad per rollegruppe og år. Den gjør timer om til lønnskostnad når en fil lastes "
            "inn. Tall som alt er lastet inn, endres ikke."
        ),
        "constant": lang.text(
            "Timer per årsverk og dagsverk, grensene for trafikklysene, hvor mye av kapasiteten tiltakene kan ta, og "
            "minste gruppe som vises."
        ),
        "plan_version": lang.text(
            "Planversjonene. Når en plan er vedtatt, og hvilke måneder den dekker, avgjør hva som er gjeldende plan."
        ),
        "capacity": lang.text(
            "Antall personer og stillingsandel (i snitt) per enhet og rollegruppe, med hvor lenge det gjelder. Siden "
            "Kapasitet regner det om til timer. Skriv antall, aldri navn."
        ),
        "working_day": lang.text(
            "Dager med annen arbeidstid enn kalenderen sier: fri (0 prosent), halv dag (50 prosent) eller arbeid på en "
            "fridag. Helger og helligdager er med fra før."
        ),
    }.get(table, "")


def column_name(table: str, column: str, lang: Language) -> str:
    """Return what a column of a table is called."""
    own = {
        ("measure", "successor_id"): lang.text("Tiltak i neste plan"),
        ("successor", "sub_measure_id"): lang.text("Gammelt deltiltak"),
        ("successor", "successor_id"): lang.text("Nytt deltiltak"),
        ("alias", "kind"): lang.text("Navn på"),
        ("plan_version", "kind"): lang.text("Slag plan"),
        ("plan_version", "scope"): lang.text("Omfang"),
        ("code_map", "code_kind"): lang.text("Slag kode"),
        ("constant", "name"): lang.text("Tall"),
        ("system", "status"): lang.text("Status"),
        ("system", "status_nb"): lang.text("Status i ord, bokmål"),
        ("system", "status_en"): lang.text("Status i ord, engelsk"),
        ("milestone", "source"): lang.text("Kilde"),
        ("plan_version", "status"): lang.text("Tilstand"),
    }
    return own.get((table, column)) or _columns(lang).get(column, column)


def _columns(lang: Language) -> dict[str, str]:
    return {
        "measure_id": lang.text("Tiltak"),
        "sub_measure_id": lang.text("Deltiltak"),
        "system_id": lang.text("System"),
        "process_id": lang.text("Prosess"),
        "unit_id": lang.text("Enhet"),
        "role_group_id": lang.text("Rollegruppe"),
        "milestone_id": lang.text("Milepæl"),
        "plan_version_id": lang.text("Planversjon"),
        "code": lang.text("Nummer"),
        "name_nb": lang.text("Navn, bokmål"),
        "name_en": lang.text("Navn, engelsk"),
        "period_first": lang.text("Første måned"),
        "period_last": lang.text("Siste måned"),
        "owner": lang.text("Eier"),
        "owner_nb": lang.text("Eier, bokmål"),
        "owner_en": lang.text("Eier, engelsk"),
        "note_nb": lang.text("Merknad, bokmål"),
        "note_en": lang.text("Merknad, engelsk"),
        "purpose_nb": lang.text("Formål, bokmål"),
        "purpose_en": lang.text("Formål, engelsk"),
        "solution": lang.text("Løsning"),
        "status": lang.text("Status"),
        "benefit_type": lang.text("Gevinst"),
        "valid_from": lang.text("Gjelder fra"),
        "valid_to": lang.text("Gjelder til og med"),
        "sort_order": lang.text("Rekkefølge"),
        "alias": lang.text("Annet navn"),
        "target_id": lang.text("Står for"),
        "warning_nb": lang.text("Advarsel ved bruk, bokmål"),
        "warning_en": lang.text("Advarsel ved bruk, engelsk"),
        "cost_centre_from_2023": lang.text("Koststed fra 2023"),
        "cost_centre_to_2022": lang.text("Koststed til og med 2022"),
        "is_go_live": lang.text("I drift"),
        "planned_date": lang.text("Planlagt dato"),
        "planned_text": lang.text("Planlagt, i ord"),
        "revised_date": lang.text("Revidert dato"),
        "revised_text": lang.text("Revidert, i ord"),
        "actual_date": lang.text("Faktisk dato"),
        "actual_text": lang.text("Faktisk, i ord"),
        "source_code": lang.text("Kode"),
        "share": lang.text("Andel"),
        "year": lang.text("År"),
        "hourly_rate_nok": lang.text("Kroner per time"),
        "basis": lang.text("Grunnlag"),
        "basis_nb": lang.text("Grunnlag"),
        "value": lang.text("Verdi"),
        "adopted": lang.text("Vedtatt"),
        "revises_id": lang.text("Reviderer"),
        "note": lang.text("Merknad"),
        "reason_nb": lang.text("Begrunnelse, bokmål"),
        "reason_en": lang.text("Begrunnelse, engelsk"),
        "old_account": lang.text("Konto før 2023"),
        "new_account": lang.text("Konto fra 2023"),
        "day": lang.text("Dag"),
        "day_share": lang.text("Andel av en arbeidsdag"),
        "persons": lang.text("Personer"),
        "position_share": lang.text("Stillingsandel"),
    }


def value_name(table: str, column: str, value: str, lang: Language) -> str:
    """Return a coded value in words; the value itself where it is no code."""
    if (table, column) == ("sub_measure", "status"):
        return words.status(value, lang)
    if column == "benefit_type":
        return words.benefit(value, lang)
    if (table, column) == ("code_map", "code_kind"):
        return _coded(lang)[table, column].get(value) or words.source(value, lang)
    return _coded(lang).get((table, column), {}).get(value, value)


def usual_values(table: str, column: str, lang: Language) -> tuple[str, ...]:
    """Return the known values of a coded column; none where a column is free text."""
    return tuple(_coded(lang).get((table, column), ()))


def _coded(lang: Language) -> dict[tuple[str, str], dict[str, str]]:
    return {
        ("alias", "kind"): {
            "measure": lang.text("tiltak"),
            "sub_measure": lang.text("deltiltak"),
            "system": lang.text("system"),
            "unit": lang.text("enhet"),
            "role_group": lang.text("rollegruppe"),
            "plan_version": lang.text("planversjon"),
        },
        ("code_map", "code_kind"): {
            "analysis": lang.text("analysekode (før 2023)"),
            "subproject": lang.text("delprosjekt (fra 2023)"),
        },
        ("plan_version", "kind"): {"baseline": lang.text("opprinnelig"), "revised": lang.text("revidert")},
        ("plan_version", "scope"): {"complete": lang.text("hele planen"), "partial": lang.text("en del")},
        ("plan_version", "status"): {
            "draft": lang.text("utkast"),
            "adopted": lang.text("vedtatt"),
            "closed": lang.text("avsluttet"),
        },
        ("milestone", "is_go_live"): {"true": lang.text("ja"), "false": lang.text("nei")},
        ("constant", "name"): {
            "hours_per_person_year": lang.text("timer per årsverk"),
            "hours_per_day": lang.text("timer per dagsverk"),
            "light_yellow_pct": lang.text("grønt til og med, prosent avvik"),
            "light_red_pct": lang.text("gult til og med, prosent avvik"),
            "light_floor_hours": lang.text("alltid grønt under så mange timer"),
            "light_floor_nok": lang.text("alltid grønt under så mange kroner"),
            "min_group_size": lang.text("minste gruppe som vises, personer"),
            "small_group_scope": lang.text("små grupper: 1 enhet og rollegruppe sammen, 2 også hver for seg"),
            "capacity_ceiling_pct": lang.text("så mye av kapasiteten kan tiltakene ta, prosent"),
        },
        ("system", "status"): {
            "planned": lang.text("planlagt"),
            "in_use": lang.text("i bruk"),
            "not_in_use": lang.text("ikke i bruk"),
            "closed_without_rollout": lang.text("avsluttet uten innføring"),
        },
    }
