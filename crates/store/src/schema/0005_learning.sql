-- What processes have learned. The bytes of a model are a blob that is found by its process and its id.

create table models (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    process_id {uuid} not null references processes on delete cascade,
    state text not null,
    name text not null,
    digest text not null,
    size_bytes bigint not null,
    documents integer not null,
    trained_on text not null,
    metrics text not null,
    reason text not null,
    fault text,
    created_at bigint not null,
    activated_at bigint,
    primary key (id)
);
create index models_by_process_id_created_at on models (process_id, created_at);

-- At most one model of a process is in use.
create unique index models_in_use on models (process_id) where state = 'active';

create table learning_settings (
    process_id {uuid} not null references processes on delete cascade,
    organization_id {uuid} not null references organizations on delete cascade,
    is_enabled boolean not null,
    from_einvoices boolean not null,
    models_kept integer not null,
    changed_by text not null,
    changed_at bigint not null,
    primary key (process_id)
);

-- What is wanted of a process's learning, and how far it came; `wanted` counts the changes that call for it.
create table learning_states (
    process_id {uuid} not null references processes on delete cascade,
    organization_id {uuid} not null references organizations on delete cascade,
    wanted bigint not null,
    has_job boolean not null,
    running_since bigint,
    ended_at bigint,
    fault text,
    primary key (process_id)
);
