-- Jobs; `{uuid}` is the only word that differs between the databases.
create table jobs (
    id {uuid} not null,
    kind text not null,
    payload text not null,
    state text not null,
    priority integer not null,
    run_at bigint not null,
    attempts integer not null,
    max_attempts integer not null,
    lease_token {uuid},
    lease_until bigint,
    worker text,
    last_error text,
    buried boolean not null,
    created_at bigint not null,
    primary key (id)
);
create index jobs_by_state_priority_run_at on jobs (state, priority, run_at);
create index jobs_by_state_lease_until on jobs (state, lease_until);
