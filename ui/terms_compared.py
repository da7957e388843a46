"""Terms of the comparison: units, plan, months, planned against actual, and the figures month by month."""

from __future__ import annotations

from language import mark
from ui.term import Term

UNITS = (
    Term(
        "hours",
        mark("Timer"),
        mark("Arbeidstimer. Alle andre mål på innsats regnes fra timene."),
        unit=mark("timer"),
    ),
    Term(
        "person_years",
        mark("Årsverk"),
        mark(
            "Hvor mange hele stillinger timene svarer til. Hvor mange timer ett årsverk er, står alltid ved siden av "
            "tallet."
        ),
        mark("timer / timer per årsverk"),
        mark("årsverk"),
    ),
    Term(
        "person_days",
        mark("Dagsverk"),
        mark("Hvor mange hele arbeidsdager timene svarer til."),
        mark("timer / timer per dag"),
        mark("dagsverk"),
    ),
    Term(
        "cost_nok",
        mark("Kalkulatorisk lønnskostnad"),
        mark(
            "Hva timene koster etter timekosten i satstabellen eller filen. Det er et regnet beløp, ikke det som er "
            "bokført. Timer uten timekost er ikke med, og det står i datagrunnlaget."
        ),
        mark("timer × timekost"),
        mark("kroner"),
    ),
    Term(
        "booked_cost_nok",
        mark("Bokførte kostnader"),
        mark(
            "Det som er ført i regnskapet, mot budsjettet. Det legges aldri sammen med den kalkulatoriske "
            "lønnskostnaden."
        ),
        unit=mark("kroner"),
    ),
)

PLAN = (
    Term(
        "in_force",
        mark("Gjeldende plan"),
        mark(
            "Planen som gjaldt da måneden begynte: av planene som var vedtatt før månedens første dag og dekker den, "
            "den som ble vedtatt sist. En plan for alt erstatter hele den forrige; en delvis plan erstatter bare "
            "deltiltakene som den nevner."
        ),
    ),
    Term(
        "original",
        mark("Opprinnelig plan"),
        mark("Planen som ble vedtatt først for måneden, før noen endret den."),
    ),
    Term(
        "<version>",
        mark("Én planversjon"),
        mark("Bare den planen du velger, i den perioden den gjelder for."),
    ),
    Term(
        "as_of",
        mark("Slik planen var"),
        mark("Planer som er vedtatt etter datoen, er ikke med. Slik ser du hva som var planen den dagen."),
        unit=mark("dato"),
    ),
)

MONTHS = (
    Term(
        "released_through",
        mark("Frigitt til og med"),
        mark(
            "Den siste måneden der alle kildene i utvalget har meldt at tallene er komplette. Det avgjøres av kilden "
            "som er kommet kortest."
        ),
        unit=mark("måned"),
    ),
    Term(
        "comparable",
        mark("Sammenlignet (periodevakt)"),
        mark(
            "Måneder som er frigitt, og som planen dekker. Planlagt og faktisk summeres alltid over nøyaktig de samme "
            "månedene, så et avvik aldri skyldes at en måned mangler på den ene siden."
        ),
        unit=mark("måneder"),
    ),
    Term(
        "uncovered",
        mark("Ingen plan dekker"),
        mark(
            "Måneder med frigitte tall der ingen plan gjelder. De er ikke med i avviket, og det står ved tallet."
        ),
        unit=mark("måneder"),
    ),
    Term(
        "provisional",
        mark("Foreløpig"),
        mark(
            "Måneder der det er ført timer, men der ikke alle kilder er ferdige. De tegnes lysere og er aldri med i et "
            "avvik."
        ),
        unit=mark("måneder"),
    ),
    Term(
        "future",
        mark("Ingen frigitte tall"),
        mark("Måneder etter de siste faktiske tallene. Der finnes bare planen."),
        unit=mark("måneder"),
    ),
    Term(
        "part_of_actual",
        mark("Bare en del av de faktiske tallene"),
        mark(
            "Du har valgt bare målte, anslåtte eller fordelte timer. En plan har ikke slike deler, så ingenting "
            "sammenlignes; de faktiske tallene står alene."
        ),
    ),
    Term(
        "left_out_actual",
        mark("Holdt utenfor"),
        mark(
            "Det som er ført i måneder som ikke er sammenlignet. Det står ved siden av tallet, så ingenting blir borte."
        ),
        mark("sum av faktisk i foreløpige måneder og måneder uten plan"),
        mark("visningsenheten"),
    ),
)

COMPARED = (
    Term(
        "planned",
        mark("Planlagt"),
        mark("Det planen sier for månedene som er sammenlignet."),
        mark("sum av planen"),
        mark("visningsenheten"),
    ),
    Term(
        "actual",
        mark("Faktisk"),
        mark("Det som er ført i de samme månedene."),
        mark("sum av det som er ført"),
        mark("visningsenheten"),
    ),
    Term(
        "variance",
        mark("Avvik"),
        mark(
            "Forskjellen mellom faktisk og planlagt over de samme månedene. Over null er merforbruk, under null er "
            "mindreforbruk; ordet står alltid ved tallet."
        ),
        mark("faktisk − planlagt"),
        mark("visningsenheten"),
    ),
    Term(
        "variance_pct",
        mark("Avvik i prosent"),
        mark(
            "Avviket som andel av planen, regnet av summene. Der ingenting er planlagt, finnes ingen prosent, og det "
            "står «ikke planlagt»."
        ),
        mark("avvik / planlagt × 100"),
        mark("prosent"),
    ),
    Term(
        "light",
        mark("Trafikklys"),
        mark(
            "Hvor langt det er fra planen, uansett retning: grønt er nær planen, gult bør følges, rødt krever "
            "oppmerksomhet, og grått betyr at ingenting er planlagt. Små avvik er alltid grønne. Lyset sier ikke om "
            "avviket er bra eller dårlig: se også gevinsttypen."
        ),
    ),
    Term(
        "unplanned",
        mark("Ikke planlagt"),
        mark(
            "Innsats på deltiltak som planen har 0 timer for, eller ikke nevner. Den er en del av det faktiske."
        ),
        mark("sum av faktisk der planlagt er 0"),
        mark("visningsenheten"),
    ),
    Term(
        "unplaced",
        mark("Ikke plassert"),
        mark(
            "Innsats på koder som ikke fører til noe deltiltak. Den har sin egen linje og er en del av det faktiske."
        ),
        mark("sum av faktisk uten deltiltak"),
        mark("visningsenheten"),
    ),
    Term(
        "total",
        mark("Sum"),
        mark(
            "Radene lagt sammen. Prosenten og lyset for summen regnes av summene, aldri som et snitt av radene."
        ),
        mark("sum av radene"),
        mark("visningsenheten"),
    ),
    Term(
        "matrix",
        mark("Tiltak × system"),
        mark(
            "Tiltakene nedover og systemene bortover, med «uten system» og «ikke plassert» som egne linjer. Rader og "
            "kolonner gir samme sum."
        ),
        unit=mark("visningsenheten"),
    ),
    Term(
        "parts_far_off",
        mark("Delene er langt unna"),
        mark(
            "Summen er nær planen, men noen av delene er det ikke: merforbruk ett sted og mindreforbruk et annet "
            "jevner hverandre ut. De to delene med størst avvik nevnes."
        ),
    ),
    Term(
        "attention",
        mark("Trenger oppmerksomhet"),
        mark(
            "Deltiltak utenfor grensene, det største avviket først. For hvert nevnes rollegruppene som trekker mest i "
            "samme retning."
        ),
    ),
)

SERIES = (
    Term(
        "monthly",
        mark("Måned for måned"),
        mark("Planlagt og faktisk for hver måned, med om måneden er frigitt, foreløpig eller uten plan."),
        unit=mark("visningsenheten"),
    ),
    Term(
        "cum_planned",
        mark("Planlagt hittil"),
        mark("Planen lagt sammen fra den første måneden, videre gjennom de månedene planen dekker."),
        mark("løpende sum av planlagt"),
        mark("visningsenheten"),
    ),
    Term(
        "cum_actual",
        mark("Faktisk hittil"),
        mark(
            "Det som er ført, lagt sammen over de samme månedene som planen. Linjen slutter ved siste frigitte måned."
        ),
        mark("løpende sum av faktisk"),
        mark("visningsenheten"),
    ),
    Term(
        "plan_curves",
        mark("Linjen til en planversjon"),
        mark(
            "Hver planversjon som løpende sum. Linjen begynner der planen sto da versjonen tok over, og går til "
            "versjonens siste måned slik planen var da den ble vedtatt. Alle linjene er summert over de samme månedene."
        ),
        mark("planen hittil + løpende sum av planversjonen"),
        mark("visningsenheten"),
    ),
    Term(
        "succession",
        mark("Før og etter"),
        mark(
            "Et tiltak eller deltiltak ved siden av det som kom før og det som tok over, med andelen som går videre. "
            "Hver linje er summert over sine egne måneder, så de trekkes ikke fra hverandre; tallet per måned kan "
            "sammenlignes."
        ),
        mark("faktisk per måned = faktisk / antall måneder som er summert"),
        mark("visningsenheten"),
    ),
    Term(
        "months_to_go_live",
        mark("Måneder til innføring"),
        mark(
            "Kalendermåneder fra måneden systemet ble tatt i bruk (måned 0). Den faktiske datoen gjelder, ellers den "
            "reviderte, ellers den planlagte. Slik kan systemer sammenlignes på samme punkt i innføringen."
        ),
        unit=mark("måneder"),
    ),
    Term(
        "aligned",
        mark("Fra måned 0"),
        mark(
            "Innsatsen på flere systemer, der hver måned telles fra systemets egen måned 0: da det kom i drift, da det "
            "ble stoppet, eller den første måneden med innsats. Et system uten en slik dato står som ikke med."
        ),
        unit=mark("visningsenheten"),
    ),
    Term(
        "closed_system",
        mark("Avsluttet uten innføring"),
        mark(
            "Innsatsen på et system som ble stoppet før det kom i drift, til og med måneden det ble stoppet, og det "
            "som da var igjen av planen. Innsatsen blir stående i alle tall."
        ),
        unit=mark("visningsenheten"),
    ),
    Term(
        "beside",
        mark("Ved siden av innsatsen"),
        mark(
            "Restansene i ePhorte eller instrumenttimene i Bookitlab, over de samme månedene som innsatsen på "
            "systemet. De to legges aldri sammen, og tallene sier ikke hva som er årsaken."
        ),
    ),
    Term(
        "backlog",
        mark("Restanser"),
        mark(
            "Antall saker som venter på en dato. Det er en egen rekke, som aldri legges sammen med innsats."
        ),
        unit=mark("saker"),
    ),
    Term(
        "instrument_hours",
        mark("Instrumenttimer"),
        mark(
            "Timer instrumenter har vært i bruk. Det er en egen rekke, som aldri legges sammen med innsats."
        ),
        unit=mark("timer på instrumenter"),
    ),
)
