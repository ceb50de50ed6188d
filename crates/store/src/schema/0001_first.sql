-- The first schema. `{uuid}` and `{bytes}` are the only words that differ between the databases.
-- Times are milliseconds since 1970 in UTC; JSON is text, so that both databases keep it alike.

create table organizations (
    id {uuid} not null,
    public_id text not null,
    name text not null,
    created_at bigint not null,
    primary key (id),
    unique (public_id)
);

create table users (
    id {uuid} not null,
    email text,
    name text not null,
    password_hash text,
    created_at bigint not null,
    disabled_at bigint,
    primary key (id),
    unique (email)
);

create table memberships (
    user_id {uuid} not null references users on delete cascade,
    organization_id {uuid} not null references organizations on delete cascade,
    role text not null,
    created_at bigint not null,
    primary key (user_id, organization_id)
);
create index memberships_by_organization_id on memberships (organization_id);

create table sessions (
    id {uuid} not null,
    token_hash {bytes} not null,
    user_id {uuid} not null references users on delete cascade,
    organization_id {uuid} not null references organizations on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    primary key (id),
    unique (token_hash)
);
create index sessions_by_user_id on sessions (user_id);

create table sign_in_links (
    id {uuid} not null,
    token_hash {bytes} not null,
    user_id {uuid} not null references users on delete cascade,
    organization_id {uuid} not null references organizations on delete cascade,
    expires_at bigint not null,
    used_at bigint,
    primary key (id),
    unique (token_hash)
);

create table processes (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    type_id {uuid} not null,
    name text not null,
    config_id {uuid} not null,
    created_by text not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (id)
);
create index processes_by_organization_id_created_at on processes (organization_id, created_at);

create table process_configs (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    process_id {uuid} not null references processes on delete cascade,
    version integer not null,
    data_points text not null,
    auto_accept_threshold real,
    created_by text not null,
    created_at bigint not null,
    primary key (id),
    unique (process_id, version)
);

create table api_keys (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    process_id {uuid} references processes on delete cascade,
    name text not null,
    secret_mac {bytes} not null,
    scopes text not null,
    created_by text not null,
    created_at bigint not null,
    expires_at bigint,
    revoked_at bigint,
    last_used_at bigint,
    last_used_ip text,
    primary key (id)
);
create index api_keys_by_organization_id on api_keys (organization_id);

create table collections (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    process_id {uuid} not null references processes on delete cascade,
    config_id {uuid} not null,
    name text not null,
    name_folded text not null,
    priority boolean not null,
    split boolean not null,
    language text,
    status text not null,
    progress integer not null,
    run integer not null,
    metadata text not null,
    review_reasons text not null,
    available_for_training boolean not null,
    created_by text not null,
    created_at bigint not null,
    updated_at bigint not null,
    accepted_by text,
    accepted_at bigint,
    accept_forced boolean not null,
    primary key (id)
);
create index collections_by_process_id_created_at on collections (process_id, created_at);
create index collections_by_process_id_updated_at on collections (process_id, updated_at);
create index collections_by_process_id_status on collections (process_id, status);

create table collection_metadata (
    collection_id {uuid} not null references collections on delete cascade,
    name text not null,
    organization_id {uuid} not null references organizations on delete cascade,
    value text not null,
    primary key (collection_id, name)
);
create index collection_metadata_by_organization_id_name_value on collection_metadata (organization_id, name, value);

create table files (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    collection_id {uuid} not null references collections on delete cascade,
    position integer not null,
    name text not null,
    size_bytes bigint not null,
    sha256 text not null,
    status text not null,
    progress integer not null,
    page_count integer not null,
    media_type text,
    fault text,
    einvoice_xml {bytes},
    run integer not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (id),
    unique (collection_id, position)
);
create index files_by_organization_id_sha256 on files (organization_id, sha256);

create table pages (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    file_id {uuid} not null references files on delete cascade,
    number integer not null,
    width real not null,
    height real not null,
    rotation integer not null,
    source text not null,
    words {bytes} not null,
    primary key (id),
    unique (file_id, number)
);

create table documents (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    collection_id {uuid} not null references collections on delete cascade,
    file_id {uuid} not null references files on delete cascade,
    position integer not null,
    name text not null,
    document_class text not null,
    first_page integer not null,
    last_page integer not null,
    primary key (id),
    unique (file_id, position)
);
create index documents_by_collection_id on documents (collection_id);

create table extractions (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    document_id {uuid} not null references documents on delete cascade,
    run integer not null,
    model text not null,
    created_at bigint not null,
    primary key (id),
    unique (document_id, run)
);

create table readings (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    document_id {uuid} not null references documents on delete cascade,
    extraction_id {uuid} not null references extractions on delete cascade,
    position integer not null,
    data_point text not null,
    raw_value text not null,
    value text,
    fault text,
    confidence real not null,
    source text not null,
    evidence text not null,
    alternatives text not null,
    primary key (id),
    unique (extraction_id, position)
);
create index readings_by_document_id on readings (document_id);

create table table_values (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    document_id {uuid} not null references documents on delete cascade,
    extraction_id {uuid} not null references extractions on delete cascade,
    position integer not null,
    data_point text not null,
    rows text not null,
    evidence text not null,
    confidence real not null,
    primary key (id),
    unique (extraction_id, position)
);

create table findings (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    document_id {uuid} not null references documents on delete cascade,
    extraction_id {uuid} not null references extractions on delete cascade,
    position integer not null,
    code text not null,
    message text not null,
    data_points text not null,
    primary key (id),
    unique (extraction_id, position)
);

create table corrections (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    document_id {uuid} not null references documents on delete cascade,
    extraction_id {uuid} not null references extractions on delete cascade,
    value_id {uuid} not null,
    removed boolean not null,
    data_point text not null,
    raw_value text not null,
    value text,
    fault text,
    evidence text not null,
    created_by text not null,
    created_at bigint not null,
    primary key (id)
);
create index corrections_by_document_id_created_at on corrections (document_id, created_at);

create table idempotency_keys (
    organization_id {uuid} not null references organizations on delete cascade,
    subject text not null,
    name text not null,
    collection_id {uuid} not null references collections on delete cascade,
    created_at bigint not null,
    primary key (organization_id, subject, name)
);
create index idempotency_keys_by_created_at on idempotency_keys (created_at);
