-- Files that came out of other files: of archives, e-mails and PDFs.

alter table files add column container_id {uuid};
alter table files add column depth integer not null default 0;
