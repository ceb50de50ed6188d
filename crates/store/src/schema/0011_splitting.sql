-- Whether files of a process may hold several documents each, where an upload does not say.

alter table process_configs add column splits boolean not null default false;
