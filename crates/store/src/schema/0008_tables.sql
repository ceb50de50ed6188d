-- What people decide about whole tables: grids, rows, removals. Only ever appended.

create table table_corrections (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    document_id {uuid} not null references documents on delete cascade,
    extraction_id {uuid} not null references extractions on delete cascade,
    table_id {uuid} not null,
    removed boolean not null,
    data_point text not null,
    masks text not null,
    rows text not null,
    evidence text not null,
    created_by text not null,
    created_at bigint not null,
    primary key (id)
);
create index table_corrections_by_extraction_id on table_corrections (extraction_id, id);
create index table_corrections_by_table_id on table_corrections (table_id, id);

-- The table of a corrected cell; none = the value of a data point, or a cell that was corrected before tables were.
alter table corrections add column table_id {uuid};
