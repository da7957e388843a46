-- effort_monthly: one row per sub-measure × system × unit × role group × process × source code of the unplaced × month
-- × (plan version | source + quality). A fact counts while no later active import of its source covers its key.
create or replace temp table counting as
select coverage.coverage_key, max(coverage.import_id) as import_id
from coverage join import_log using (import_id)
where import_log.status = 'active'
group by coverage.source, coverage.coverage_key;

-- One row per code × sub-measure × validity. The last share takes what rounding leaves, so that parts add up exactly.
create or replace temp table code_share as
select *,
    row_number() over code_parts = count(*) over (partition by code_kind, source_code, valid_from, valid_to) as is_last,
    coalesce(sum(share) over (code_parts rows between unbounded preceding and 1 preceding), 0) as share_before
from code_map
window code_parts as (partition by code_kind, source_code, valid_from, valid_to order by sub_measure_id);

delete from effort_monthly;

insert into effort_monthly
with
planned as (
    select sub_measure_id, unit_id, role_group_id, process_id, null::varchar as source_code, period, plan_version_id,
        planned_hours, planned_payroll_nok, null::decimal(18, 2) as planned_booked_nok
    from planned_effort join counting using (import_id, coverage_key)
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
),
-- A part is what the shares up to and with it give, less what the shares before it give: parts add up to the whole.
facts as (
    select sub_measure_id, unit_id, role_group_id, process_id, source_code, period, plan_version_id,
        null::varchar as source, null::varchar as quality,
        planned_hours, planned_payroll_nok, planned_booked_nok,
        null::decimal(18, 4) as actual_hours, null::decimal(18, 2) as actual_payroll_nok,
        null::decimal(18, 2) as actual_booked_nok, null::integer as persons
    from planned
    union all
    select coalesce(sub_measure_id, placed_id), unit_id, null, null,
        case when coalesce(sub_measure_id, placed_id) is null then source_code end, period, plan_version_id, null, null,
        null, null, part_nok(planned_nok, share_before, share, is_last), null, null, null, null
    from budget
    union all
    select coalesce(sub_measure_id, placed_id), unit_id, role_group_id, process_id,
        case when coalesce(sub_measure_id, placed_id) is null then source_code end, period, null, source, quality,
        null, null, null, part_hours(actual_hours, share_before, share, is_last),
        part_nok(actual_payroll_nok, share_before, share, is_last), null, persons
    from hours
    union all
    select coalesce(sub_measure_id, placed_id), unit_id, null, null,
        case when coalesce(sub_measure_id, placed_id) is null then source_code end, period, null, source, null,
        null, null, null, null, null, part_nok(actual_nok, share_before, share, is_last), null
    from cost
)
select sub_measure.measure_id, facts.sub_measure_id, sub_measure.system_id, facts.unit_id, facts.role_group_id,
    facts.process_id, facts.source_code, facts.period, facts.plan_version_id, facts.source, facts.quality,
    sum(planned_hours), sum(planned_payroll_nok), sum(planned_booked_nok),
    sum(actual_hours), sum(actual_payroll_nok), sum(actual_booked_nok), max(persons)
from facts left join sub_measure using (sub_measure_id)
group by all
order by all;
