-- What the queue of a process shows and is sorted by, and the views that people keep of it.

-- Pages of all files, kept with the row so that a list can be sorted by them.
alter table collections add column page_count integer not null default 0;

-- Expected share of right values, from when the collection was decided; null before.
alter table collections add column confidence real;

-- Subject of who is to look at it.
alter table collections add column assignee text;

-- Whether a person had changed a value when it was accepted.
alter table collections add column touched boolean not null default false;

update collections set page_count =
    coalesce((select sum(files.page_count) from files where files.collection_id = collections.id), 0);

update collections set confidence = (
    select avg(readings.confidence) from readings where readings.extraction_id in (
        select extractions.id from extractions
        where extractions.run = collections.run and extractions.document_id in (
            select documents.id from documents where documents.collection_id = collections.id
        )
    )
) where status in ('Needs Review', 'Accepted');

update collections set touched = exists (
    select 1 from corrections where corrections.extraction_id in (
        select extractions.id from extractions
        where extractions.run = collections.run and extractions.document_id in (
            select documents.id from documents where documents.collection_id = collections.id
        )
    )
) where accepted_at is not null;

-- Each holds all that one order of the list asks for, so that rows that are skipped are not looked up.
drop index collections_by_process_id_created_at;
drop index collections_by_process_id_updated_at;
drop index collections_by_process_id_status;
create index collections_by_created_at on collections (process_id, organization_id, created_at, id);
create index collections_by_updated_at on collections (process_id, organization_id, updated_at, id);
create index collections_by_status on collections (process_id, organization_id, status, created_at, id);
create index collections_by_name_folded on collections (process_id, organization_id, name_folded, id);
create index collections_by_page_count on collections (process_id, organization_id, page_count, id);
create index collections_by_confidence on collections (process_id, organization_id, confidence, id);
create index collections_by_priority on collections (process_id, organization_id, priority, created_at, id);
create index collections_by_assignee on collections (process_id, organization_id, assignee, created_at, id);
create index collections_by_accepted_at
    on collections (process_id, organization_id, accepted_at, touched, accepted_by);

-- An organization first would be taken for selective, and all of its files gone through for those of one collection.
drop index files_by_organization_id_sha256;
create index files_by_sha256 on files (sha256, organization_id, collection_id);
drop index collection_metadata_by_organization_id_name_value;
create index collection_metadata_by_name_value on collection_metadata (name, value, collection_id);

-- Each person keeps views of each process.
create table queue_views (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    process_id {uuid} not null references processes on delete cascade,
    user_id {uuid} not null references users on delete cascade,
    name text not null,
    settings text not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (id),
    unique (process_id, user_id, name)
);
create index queue_views_by_user_id on queue_views (user_id);
