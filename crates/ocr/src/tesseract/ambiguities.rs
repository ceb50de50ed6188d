//! Tesseract without its table of letters that look alike, which its older engine used and the networks never ask.
//!
//! The library fills the table for each language that it starts, by adding to sorted lists: nine tenths of the time
//! of a start, and a seventh of that of a receipt. No setting leaves it out. Functions of a program come before those
//! of the libraries that it loads, so a program that exports this one (`crates/cli/build.rs`, ADR 78) starts without
//! the table. A library that calls it by another name, or not by a name at all, fills the table as before.

use std::ffi::c_void;

/// `tesseract::UnicharAmbigs::LoadUniversal(UNICHARSET const&, UNICHARSET*)`: leaves the table as it is made, empty.
// SAFETY: no other code of this program has the name; the arguments are not looked at.
#[unsafe(export_name = "_ZN9tesseract13UnicharAmbigs13LoadUniversalERKNS_10UNICHARSETEPS1_")]
extern "C" fn leave_ambiguities_out(_table: *mut c_void, _letters: *const c_void, _all: *mut c_void) {}
