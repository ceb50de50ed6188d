-- What reading leaves behind beside words.

alter table pages add column graphics {bytes};
alter table files add column einvoice {bytes};
