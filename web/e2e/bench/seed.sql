-- A hundred thousand collections of one file each, in the first process of a database of samples, over two years.
-- Run by `queue.bench.ts` with the program `sqlite3`.
pragma busy_timeout = 30000;
begin immediate;

create temporary table seeds as
with recursive numbers(number) as (select 1 union all select number + 1 from numbers where number < 100000)
select
    number,
    1700000000000 + number * 630000 as at_ms,
    randomblob(16) as collection_id,
    randomblob(16) as file_id,
    case number % 20 when 0 then 'Failed' when 1 then 'Stopped' when 2 then 'Needs Review' when 3 then 'Needs Review'
        else 'Accepted' end as status,
    printf('%s %s %06d.pdf',
        case number % 7 when 0 then 'Northwind' when 1 then 'Müller & Söhne' when 2 then 'Żabka' when 3 then 'Acme'
            when 4 then 'Contoso' when 5 then 'Öresund' else 'Globex' end,
        case number % 3 when 0 then 'invoice' when 1 then 'credit note' else 'reminder' end,
        number) as name
from numbers;

insert into collections (
    id, organization_id, process_id, config_id, name, name_folded, priority, split, status, progress, run, metadata,
    review_reasons, available_for_training, created_by, created_at, updated_at, accepted_by, accepted_at, accept_forced,
    page_count, confidence, touched
)
select
    seeds.collection_id, processes.organization_id, processes.id, processes.config_id, seeds.name, lower(seeds.name),
    seeds.number % 50 = 0, false, seeds.status, 100, 1, '{}', '[]', true, processes.created_by, seeds.at_ms, seeds.at_ms,
    case seeds.status when 'Accepted' then 'automatic' end, case seeds.status when 'Accepted' then seeds.at_ms end, false,
    1 + seeds.number % 9, 0.5 + (seeds.number * 7919 % 5000) / 10000.0, false
from seeds join (select * from processes order by created_at limit 1) as processes;

insert into files (
    id, organization_id, collection_id, position, name, size_bytes, sha256, status, progress, page_count, media_type, run,
    created_at, updated_at, depth
)
select
    seeds.file_id, processes.organization_id, seeds.collection_id, 0, seeds.name, 40000,
    lower(hex(randomblob(32))), seeds.status, 100, 1 + seeds.number % 9, 'application/pdf', 1, seeds.at_ms, seeds.at_ms, 0
from seeds join (select * from processes order by created_at limit 1) as processes;

commit;
