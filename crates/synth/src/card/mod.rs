//! Papers of people: pages of passports with their zones, and driving licences. All people are invented.

pub mod licence;
mod mrz;
pub mod passport;
mod people;
