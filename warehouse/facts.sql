-- placed_fact: the rows of the four fact tables that count (temp table counting: coverage_key, import_id), one row per
-- part: a code that has shares becomes a row for each. sub_measure_id null = not placed.

-- One row per code × sub-measure × validity. The last share takes what rounding leaves, so that parts add up exactly.
create or replace temp table code_share as
select *,
    row_number() over code_parts = count(*) over (partition by code_kind, source_code, valid_from, valid_to) as is_last,
    coalesce(sum(share) over (code_parts rows between unbounded preceding and 1 preceding), 0) as share_before
from code_map
window code_parts as (partition by code_kind, source_code, valid_from, valid_to order by sub_measure_id);

create or replace temp view placed_fact as
with
planned as (
    select f.*, c.sub_measure_id as placed_id, c.share_before, c.share, c.is_last
    from planned_effort f join counting using (import_id, coverage_key)
    left join code_share c
        on f.sub_measure_id is null and c.code_kind = f.code_kind and c.source_code = f.source_code
        and f.period between c.valid_from and c.valid_to
),
budget as (
    select f.*, c.sub_measure_id as placed_id, c.share_before, c.share, c.is_last
    from planned_budget f join counting using (import_id, coverage_key)
    left join code_share c
        on f.sub_measure_id is null and c.code_kind = f.code_kind and c.source_code = f.source_code
        and f.period between c.valid_from and c.valid_to
),
hours as (
    select f.*, log.source, c.sub_measure_id as placed_id, c.share_before, c.share, c.is_last
    from actual_effort f join counting using (import_id, coverage_key) join import_log log using (import_id)
    left join code_share c
        on f.sub_measure_id is null and c.code_kind = f.code_kind and c.source_code = f.source_code
        and f.period between c.valid_from and c.valid_to
),
cost as (
    select f.*, log.source, c.sub_measure_id as placed_id, c.share_before, c.share, c.is_last
    from actual_cost f join counting using (import_id, coverage_key) join import_log log using (import_id)
    left join code_share c
        on f.sub_measure_id is null and c.code_kind = f.code_kind and c.source_code = f.source_code
        and f.period between c.valid_from and c.valid_to
)
-- A part is what the shares up to and with it give, less what the shares before it give: parts add up to the whole.
select import_id, coalesce(sub_measure_id, placed_id) as sub_measure_id, unit_id, role_group_id, process_id,
    source_code, code_kind, period, plan_version_id, null::varchar as source, null::varchar as quality,
    part_hours(planned_hours, share_before, share, is_last) as planned_hours,
    part_nok(planned_payroll_nok, share_before, share, is_last) as planned_payroll_nok,
    null::decimal(18, 2) as planned_booked_nok, null::decimal(18, 4) as actual_hours,
    null::decimal(18, 2) as actual_payroll_nok, null::decimal(18, 2) as actual_booked_nok, null::integer as persons
from planned
union all
select import_id, coalesce(sub_measure_id, placed_id), unit_id, null, null, source_code, code_kind, period, plan_version_id,
    null, null, null, null, part_nok(planned_nok, share_before, share, is_last), null, null, null, null
from budget
union all
select import_id, coalesce(sub_measure_id, placed_id), unit_id, role_group_id, process_id, source_code, code_kind, period,
    null, source, quality, null, null, null, part_hours(actual_hours, share_before, share, is_last),
    part_nok(actual_payroll_nok, share_before, share, is_last), null, persons
from hours
union all
select import_id, coalesce(sub_measure_id, placed_id), unit_id, null, null, source_code, code_kind, period,
    null, source, null, null, null, null, null, null, part_nok(actual_nok, share_before, share, is_last), null
from cost;
