-- Results that are written into one file to be taken away.

create table exports (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    process_id {uuid} not null references processes on delete cascade,
    format text not null,
    -- JSON list of the ids that were chosen, in the order of the file.
    collection_ids text not null,
    collection_count integer not null,
    document_count integer not null,
    status text not null,
    progress integer not null,
    fault text,
    name text not null,
    size_bytes bigint,
    created_by text not null,
    created_at bigint not null,
    finished_at bigint,
    primary key (id)
);
create index exports_by_process_id_created_at on exports (process_id, created_at);
create index exports_by_organization_id_created_at on exports (organization_id, created_at);
