-- What documents are: how sure the machine was, and what an organization learned from what people confirmed.

-- None where a person set the class, and for documents that were read before.
alter table documents add column class_confidence real;
-- False for what the organization was told to forget.
alter table documents add column class_teaches boolean not null default true;

-- What is wanted of learning the classes of an organization, and what was learned; `wanted` counts the changes that
-- call for it. The bytes are a blob that is found by the organization and the id.
create table class_states (
    organization_id {uuid} not null references organizations on delete cascade,
    wanted bigint not null,
    has_job boolean not null,
    running_since bigint,
    ended_at bigint,
    fault text,
    model_id {uuid},
    digest text,
    size_bytes bigint not null,
    documents integer not null,
    tried integer not null,
    told integer not null,
    primary key (organization_id)
);
