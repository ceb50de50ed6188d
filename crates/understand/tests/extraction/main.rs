//! Documents drawn in code, through the public interface: a test for each way in which papers are laid out.

mod drawing;
mod einvoice;
mod hostile;
mod invoices;
mod passports;
mod payment;
mod receipts;
mod tables;
