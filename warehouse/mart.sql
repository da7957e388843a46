-- effort_monthly: one row per sub-measure × system × unit × role group × process × source code of the unplaced × month
-- × (plan version | source + quality), summed from placed_fact.
delete from effort_monthly;

insert into effort_monthly
select sub_measure.measure_id, placed.sub_measure_id, sub_measure.system_id, placed.unit_id, placed.role_group_id,
    placed.process_id, case when placed.sub_measure_id is null then placed.source_code end as source_code, placed.period,
    placed.plan_version_id, placed.source, placed.quality,
    sum(planned_hours), sum(planned_payroll_nok), sum(planned_booked_nok),
    sum(actual_hours), sum(actual_payroll_nok), sum(actual_booked_nok), max(persons)
from placed_fact placed left join sub_measure using (sub_measure_id)
group by all
order by all;
