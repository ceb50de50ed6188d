-- In which order the pages of a document are read, as a JSON list of numbers in the file; none where it is that of
-- the file, without gaps.

alter table documents add column page_order text;
