-- One file = one published version. Hours are DECIMAL(18,4), kroner DECIMAL(18,2): sums are exact.

-- REFERENCE ------------------------------------------------------------------------------------
-- One row per measure (tiltak).
create table measure (
    measure_id varchar primary key, code varchar not null, name_nb varchar not null, name_en varchar not null,
    period_first date not null, period_last date not null, owner_nb varchar, owner_en varchar,
    successor_id varchar, note_nb varchar, note_en varchar, sort_order integer not null
);
-- One row per administrative system being rolled out.
create table system (
    system_id varchar primary key, name_nb varchar not null, name_en varchar not null,
    purpose_nb varchar, purpose_en varchar, solution varchar, owner varchar,
    status varchar not null, status_nb varchar, status_en varchar, sort_order integer not null
);
-- One row per main process of a system (BOTT ØL has six).
create table process (
    process_id varchar primary key, system_id varchar not null, name_nb varchar not null, name_en varchar not null,
    sort_order integer not null
);
-- One row per sub-measure (deltiltak); system_id is null where no system is behind it.
-- status: not_started | in_progress | delayed | postponed | completed | closed_without_rollout
-- benefit_type: quality | efficiency | external
create table sub_measure (
    sub_measure_id varchar primary key, measure_id varchar not null, name_nb varchar not null, name_en varchar not null,
    system_id varchar, status varchar not null, benefit_type varchar not null, owner_nb varchar, owner_en varchar,
    valid_from date not null, valid_to date not null, sort_order integer not null
);
-- One row per other name of a measure, sub-measure, system, unit, role group or plan version.
-- kind: measure | sub_measure | system | unit | role_group | plan_version. warning_* is shown where the alias is used.
create table alias (
    kind varchar not null, alias varchar not null, target_id varchar not null,
    valid_from date not null, valid_to date not null, warning_nb varchar, warning_en varchar
);
create table unit (
    unit_id varchar primary key, name_nb varchar not null, name_en varchar not null,
    cost_centre_from_2023 varchar, cost_centre_to_2022 varchar, sort_order integer not null
);
create table role_group (
    role_group_id varchar primary key, name_nb varchar not null, name_en varchar not null, sort_order integer not null
);
-- One row per milestone; planned, revised and actual are separate facts. The *_text columns hold what the source says
-- («våren 2025», «2020»); the date columns are null where the source gives no day.
create table milestone (
    milestone_id varchar primary key, system_id varchar, sub_measure_id varchar, name_nb varchar not null, name_en varchar not null,
    is_go_live boolean not null, planned_date date, planned_text varchar, revised_date date, revised_text varchar,
    actual_date date, actual_text varchar, source varchar
);
-- One row per source code × sub-measure × validity; shares of one code on one date sum to 1.
-- code_kind: analysis | subproject, or the source whose texts these are
create table code_map (
    code_kind varchar not null, source_code varchar not null, sub_measure_id varchar not null, share decimal(9,8) not null,
    valid_from date not null, valid_to date not null
);
-- One row per old sub-measure × new sub-measure.
create table successor (sub_measure_id varchar not null, successor_id varchar not null, share decimal(9,8) not null);
-- One row per role group × year: the notional hourly cost (kalkulatorisk timekost).
create table rate (role_group_id varchar not null, year integer not null, hourly_rate_nok decimal(18,2) not null, basis_nb varchar);
-- One row per constant × validity. name: hours_per_person_year | hours_per_day | light_yellow_pct | light_red_pct
--   | light_floor_hours | light_floor_nok | min_group_size | capacity_ceiling_pct
create table constant (name varchar not null, value decimal(18,4) not null, valid_from date not null, valid_to date not null, basis varchar);
-- One row per plan version. kind: baseline | revised. scope: complete | partial. status: draft | adopted | closed; a
-- draft is never the plan in force and has no day of adoption. revises_id: the plan version that this one revises.
create table plan_version (
    plan_version_id varchar primary key, name_nb varchar not null, name_en varchar not null, kind varchar not null,
    adopted date, period_first date not null, period_last date not null, scope varchar not null,
    reason_nb varchar, reason_en varchar, status varchar default 'adopted' not null, revises_id varchar
);
-- One row per old account × new account × validity; shares of one old account on one date sum to 1.
create table account_bridge (
    old_account varchar not null, new_account varchar not null, share decimal(9,8) not null,
    valid_from date not null, valid_to date not null, note varchar
);
-- One row per unit × role group × validity: how many persons, and the share of a full position that each has on average.
create table capacity (
    unit_id varchar, role_group_id varchar, persons decimal(9,2) not null, position_share decimal(9,4) not null,
    valid_from date not null, valid_to date not null, basis varchar
);
-- One row per day that is worked otherwise than the calendar of public holidays says. day_share: 0 is off, 0.5 half a day.
create table working_day (day date primary key, day_share decimal(9,4) not null, name_nb varchar, name_en varchar);

-- One row: the sha256 of the CSV files that the reference tables were loaded from. The files are taken in again when
-- they change, until the first row of reference_change: from then on the warehouse is where the tables are edited.
create table reference_load (sha256 varchar not null);
-- One row per reference row that was added (before is null), changed or removed (after is null) by a person.
create table reference_change (
    change_id integer not null, version integer not null, changed_at timestamp not null, changed_by varchar,
    reason varchar not null, table_name varchar not null, row_key varchar not null, before json, after json
);

-- MEMORY ---------------------------------------------------------------------------------------
-- One row per source: how its files are read (the JSON of etl.mapping.Mapping). name: what the mapping was made from.
create table source_mapping (
    source varchar primary key, name varchar not null, mapping json not null, saved_at timestamp not null, saved_by varchar
);
-- One row per source × field × text: the id that the text stands for, empty where it leads nowhere («ikke plassert»).
create table code_choice (
    source varchar not null, field varchar not null, text varchar not null, target_id varchar not null,
    saved_at timestamp not null, saved_by varchar, primary key (source, field, text)
);

-- VERSIONS -------------------------------------------------------------------------------------
-- One row per published version: what made it. detail holds ids, names of files and tables, and the reason.
create table version_note (
    version integer primary key, action varchar not null, detail json not null, made_at timestamp not null, made_by varchar
);
-- One row: the sha256 of this file as the warehouse was last brought up to it.
create table schema_load (sha256 varchar not null);

-- IMPORTS --------------------------------------------------------------------------------------
-- One row per import. status: active | undone. source: the profile's source name; kind: actual_hours | actual_cost
--   | plan | budget | instrument_hours | backlog. released_through: first day of the last complete month (actuals only).
create table import_log (
    import_id integer primary key, imported_at timestamp not null, imported_by varchar, file_name varchar not null,
    sha256 varchar not null, profile varchar not null, source varchar not null, kind varchar not null, sheet varchar,
    status varchar not null, is_sample boolean not null, extracted date, released_through date,
    period_first date, period_last date,
    rows_read integer not null, rows_loaded integer not null, rows_rejected integer not null, rows_ignored integer not null,
    sums json not null, file_total decimal(18,4), control_difference decimal(18,4), report json not null,
    -- content_sha256: of all that was loaded; mapping, choices: how it was read. reapplies: the import that this one is,
    -- read again; place: that import's place in the order in which imports replace each other (null: import_id is it).
    content_sha256 varchar, mapping json, choices json, reapplies integer, place integer
);
-- One row per import × key that the import replaces: a fact counts only while no active import of the same source that
-- is later in place covers its key. Undoing an import is therefore only a change of its status.
create table coverage (import_id integer not null, source varchar not null, coverage_key varchar not null);
-- One row per import × earlier import that it replaced some of when it was loaded: keys, and what stood on them.
create table import_replaced (
    import_id integer not null, replaced_id integer not null, keys integer not null, hours decimal(18,4) not null,
    payroll_nok decimal(18,2) not null, nok decimal(18,2) not null
);
-- One row per row of a file that was not loaded. status: rejected | ignored. content holds only code, period and amounts.
create table rejected_row (
    import_id integer not null, sheet varchar, source_row integer not null, status varchar not null, reason varchar not null,
    column_name varchar, value varchar
);
-- One row per total typed in from the ledger: of one unit, or of all (unit_id null). measure: hours | nok.
create table ledger_total (
    total_id integer primary key, source varchar not null, period_first date not null, period_last date not null, unit_id varchar,
    measure varchar not null, amount decimal(18,4) not null, entered_by varchar, entered_at timestamp not null, note varchar
);

-- FACTS ----------------------------------------------------------------------------------------
-- source_code: the code as the file had it (null where the file named the sub-measure). sub_measure_id: null where the
-- code is to be looked up in code_map when the mart is built. period: first day of the month.
-- One row per import × plan version × sub-measure × unit × role group × process × month.
create table planned_effort (
    import_id integer not null, sheet varchar, source_row integer not null, coverage_key varchar not null,
    plan_version_id varchar not null, sub_measure_id varchar, unit_id varchar, role_group_id varchar, process_id varchar,
    period date not null, planned_hours decimal(18,4) not null, planned_payroll_nok decimal(18,2), assumption varchar,
    source_code varchar, code_kind varchar
);
-- One row per import × plan version × sub-measure × unit × month: kroner that are not hours.
create table planned_budget (
    import_id integer not null, sheet varchar, source_row integer not null, coverage_key varchar not null,
    plan_version_id varchar not null, sub_measure_id varchar, source_code varchar, code_kind varchar, unit_id varchar,
    period date not null, planned_nok decimal(18,2) not null
);
-- One row per import × source row. quality: measured | estimated | allocated. period_flag: null | year_end | opening.
create table actual_effort (
    import_id integer not null, sheet varchar, source_row integer not null, coverage_key varchar not null,
    sub_measure_id varchar, source_code varchar, code_kind varchar, unit_id varchar, role_group_id varchar, process_id varchar,
    period date not null, period_flag varchar, actual_hours decimal(18,4) not null, actual_payroll_nok decimal(18,2),
    quality varchar not null, persons integer, assumption varchar
);
-- One row per import × source row: booked kroner (also the payroll accounts, which are never added to notional payroll).
create table actual_cost (
    import_id integer not null, sheet varchar, source_row integer not null, coverage_key varchar not null,
    sub_measure_id varchar, source_code varchar, code_kind varchar, unit_id varchar, account varchar,
    period date not null, period_flag varchar, actual_nok decimal(18,2) not null
);
-- Series of their own, never added to effort.
create table instrument_hours (
    import_id integer not null, sheet varchar, source_row integer not null, coverage_key varchar not null,
    system_id varchar not null, source_code varchar, period date not null, instrument varchar, used_hours decimal(18,4) not null,
    amount_nok decimal(18,2)
);
-- One row per import × snapshot date × unit × system. unit_id is null where the list covers the whole museum.
create table backlog (
    import_id integer not null, sheet varchar, source_row integer not null, coverage_key varchar not null,
    system_id varchar not null, unit_id varchar, snapshot_date date not null, items integer not null, median_age_days integer
);
-- One row per sub-measure × the day that it was so far; entered_at: when that was recorded.
create table progress (
    sub_measure_id varchar not null, recorded date not null, complete_pct decimal(9,4) not null, recorded_by varchar,
    note varchar, entered_at timestamp
);
-- One row per report issued: keeps its warehouse version from being pruned, also once it is withdrawn. content: what it
-- was put together from (the JSON of reports.recipe.Recipe), and its files with their codes.
create table report_issue (
    issue_id varchar primary key, issued_at timestamp not null, warehouse_version integer not null, selection json not null,
    name varchar, lang varchar, issued_by varchar, reviewed_by varchar, reviewed_on date, content json,
    withdrawn_at timestamp, withdrawn_by varchar, withdrawn_why varchar
);

-- MART -----------------------------------------------------------------------------------------
-- One row per sub-measure × system × unit × role group × process × month × (plan version | source + quality).
-- A row is either planned (plan_version_id set, actual_* null) or actual (source set, planned_* null), so that sums over
-- any grouping stand side by side. sub_measure_id null = not placed; sub_measure_id set and system_id null = no system.
create table effort_monthly (
    measure_id varchar, sub_measure_id varchar, system_id varchar, unit_id varchar, role_group_id varchar, process_id varchar,
    source_code varchar, period date not null, plan_version_id varchar, source varchar, quality varchar,
    planned_hours decimal(18,4), planned_payroll_nok decimal(18,2), planned_booked_nok decimal(18,2),
    actual_hours decimal(18,4), actual_payroll_nok decimal(18,2), actual_booked_nok decimal(18,2), persons integer
);
