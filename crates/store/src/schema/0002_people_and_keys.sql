-- People, their ways in, their roles, API keys and what is watched about them.
-- `{uuid}` and `{bytes}` are the only words that differ between the databases. Times are milliseconds since 1970.

-- Raised in every transaction that takes rights away or changes them; servers compare it before they trust what they
-- remember about a caller.
create table rights_generations (
    id integer not null,
    generation bigint not null,
    primary key (id)
);
insert into rights_generations (id, generation) values (1, 1);

alter table organizations add column api_key_longest_days integer;

alter table users add column subject text;
alter table users add column email_verified_at bigint;
alter table users add column totp_secret {bytes};
alter table users add column totp_confirmed_at bigint;
alter table users add column totp_last_step bigint;
create unique index users_by_subject on users (subject);

create table recovery_codes (
    user_id {uuid} not null references users on delete cascade,
    code_hash {bytes} not null,
    used_at bigint,
    primary key (user_id, code_hash)
);

create table identities (
    issuer text not null,
    issuer_subject text not null,
    user_id {uuid} not null references users on delete cascade,
    created_at bigint not null,
    primary key (issuer, issuer_subject)
);
create index identities_by_user_id on identities (user_id);

create table provider_flows (
    state_hash {bytes} not null,
    provider text not null,
    browser_hash {bytes} not null,
    nonce text not null,
    verifier text not null,
    return_to text not null,
    expires_at bigint not null,
    primary key (state_hash)
);

alter table memberships add column deactivated_at bigint;
alter table memberships add column last_seen_at bigint;

alter table sessions add column last_seen_at bigint;
alter table sessions add column ip text;
alter table sessions add column user_agent text;

-- What a link is good for: `sign_in` or `reset`.
alter table sign_in_links add column purpose text not null default 'sign_in';

-- One secret goes out by mail and proves that the mail reaches the person; the other one is shown to who invites.
create table invitations (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    token_hash {bytes} not null,
    shown_token_hash {bytes} not null,
    email text not null,
    name text not null,
    role text not null,
    processes text not null,
    created_by text not null,
    created_at bigint not null,
    sent_at bigint,
    expires_at bigint not null,
    accepted_at bigint,
    revoked_at bigint,
    primary key (id),
    unique (token_hash),
    unique (shown_token_hash)
);
create index invitations_by_organization_id_created_at on invitations (organization_id, created_at);

create table process_accesses (
    process_id {uuid} not null references processes on delete cascade,
    user_id {uuid} not null references users on delete cascade,
    organization_id {uuid} not null references organizations on delete cascade,
    role text not null,
    granted_by text not null,
    granted_at bigint not null,
    primary key (process_id, user_id)
);
create index process_accesses_by_user_id on process_accesses (user_id, organization_id);

-- Until now processes belonged to the owner of the organization alone.
insert into process_accesses (process_id, user_id, organization_id, role, granted_by, granted_at)
select processes.id, memberships.user_id, processes.organization_id, 'owner', processes.created_by, processes.created_at
from processes join memberships on memberships.organization_id = processes.organization_id
where memberships.role = 'owner';

create table peppers (
    id text not null,
    created_at bigint not null,
    retired_at bigint,
    primary key (id)
);

alter table api_keys add column pepper_id text;
alter table api_keys add column creator_user_id {uuid};
alter table api_keys add column creator_key_id {uuid};
alter table api_keys add column networks text not null default '[]';
alter table api_keys add column replaced_by {uuid};
alter table api_keys add column last_used_route text;
alter table api_keys add column reminded_days integer;
create index api_keys_by_process_id on api_keys (process_id);
create index api_keys_by_expires_at on api_keys (expires_at);

-- Until now keys were made by the owner of the organization alone.
update api_keys set creator_user_id = (
    select memberships.user_id from memberships
    where memberships.organization_id = api_keys.organization_id and memberships.role = 'owner'
    order by memberships.created_at limit 1
);

create table api_key_days (
    api_key_id {uuid} not null references api_keys on delete cascade,
    day integer not null,
    succeeded bigint not null,
    refused bigint not null,
    failed bigint not null,
    primary key (api_key_id, day)
);

create table api_key_hours (
    api_key_id {uuid} not null references api_keys on delete cascade,
    hour integer not null,
    requests bigint not null,
    primary key (api_key_id, hour)
);

create table api_key_routes (
    api_key_id {uuid} not null references api_keys on delete cascade,
    route text not null,
    requests bigint not null,
    last_used_at bigint not null,
    primary key (api_key_id, route)
);

create table api_key_networks (
    api_key_id {uuid} not null references api_keys on delete cascade,
    network text not null,
    first_seen_at bigint not null,
    last_seen_at bigint not null,
    primary key (api_key_id, network)
);

create table alerts (
    id {uuid} not null,
    organization_id {uuid} not null references organizations on delete cascade,
    process_id {uuid} references processes on delete cascade,
    api_key_id {uuid} references api_keys on delete cascade,
    kind text not null,
    message text not null,
    created_at bigint not null,
    acknowledged_at bigint,
    acknowledged_by text,
    primary key (id)
);
create index alerts_by_organization_id_created_at on alerts (organization_id, created_at);

create table mails (
    id {uuid} not null,
    organization_id {uuid} references organizations on delete cascade,
    recipient text not null,
    subject text not null,
    body text not null,
    created_at bigint not null,
    sent_at bigint,
    fault text,
    primary key (id)
);
create index mails_by_organization_id_created_at on mails (organization_id, created_at);

-- The newest link of each organization's chain.
create table audit_heads (
    organization_id {uuid} not null references organizations on delete cascade,
    number bigint not null,
    hash {bytes} not null,
    primary key (organization_id)
);

create table audit_events (
    organization_id {uuid} not null references organizations on delete cascade,
    number bigint not null,
    at bigint not null,
    actor text not null,
    actor_name text not null,
    action text not null,
    object_kind text not null,
    object_id text not null,
    object_name text not null,
    ip text,
    details text not null,
    hash {bytes} not null,
    primary key (organization_id, number)
);
create index audit_events_by_organization_id_at on audit_events (organization_id, at);
