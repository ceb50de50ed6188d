//! Documents drawn in code, through the public interface: a test for each way in which papers are laid out.

mod added;
mod cards;
mod certificates;
mod custom;
mod drawing;
mod einvoice;
mod hostile;
mod invoices;
mod letterheads;
mod orders;
mod passports;
mod payment;
mod receipts;
mod strangers;
mod tables;
