-- What people do while they review: decisions beyond a new text, comments, who is at it, what is sent back.

-- `change`, `confirm` or `restore`.
alter table corrections add column act text not null default 'change';

-- The name of who decided, as it was then; none for decisions before this migration.
alter table corrections add column created_by_name text;

-- JSON of who sent the collection back, when and why; none while nobody has.
alter table collections add column rejection text;

-- Who drew these boundaries, who set this class; none where the machine did.
alter table documents add column made_by text;
alter table documents add column class_by text;

create table value_orders (
    extraction_id {uuid} not null references extractions on delete cascade,
    data_point text not null,
    organization_id {uuid} not null references organizations on delete cascade,
    value_ids text not null,
    primary key (extraction_id, data_point)
);

create table comments (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    collection_id {uuid} not null references collections on delete cascade,
    document_id {uuid} references documents on delete set null,
    data_point text,
    text text not null,
    created_by text not null,
    created_by_name text not null,
    created_at bigint not null,
    primary key (id)
);
create index comments_by_collection_id_created_at on comments (collection_id, created_at);

create table collection_locks (
    collection_id {uuid} not null references collections on delete cascade,
    organization_id {uuid} not null references organizations on delete cascade,
    subject text not null,
    name text not null,
    since bigint not null,
    expires_at bigint not null,
    primary key (collection_id)
);

create table collection_viewers (
    collection_id {uuid} not null references collections on delete cascade,
    subject text not null,
    organization_id {uuid} not null references organizations on delete cascade,
    name text not null,
    since bigint not null,
    expires_at bigint not null,
    primary key (collection_id, subject)
);
