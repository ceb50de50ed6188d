//! The parts of OpenMP that Tesseract calls, for a program of one thread: what may run side by side runs in turn.
//!
//! The library enters a parallel region for every column of every line that its networks read. With one thread, which
//! is all that it is given, OpenMP still makes and takes down a team each time. Functions of a program come before those
//! of the libraries that it loads, so a program that exports these (`crates/cli/build.rs`, ADR 92) goes through the
//! region at once. Outside of a team OpenMP itself says that there is one thread, number 0; a loop is then one piece.

use std::cell::RefCell;
use std::ffi::{c_uint, c_void};

/// Sections that have begun and not ended: the number of the next one, and how many there are.
type Sections = (c_uint, c_uint);

thread_local! {
    /// One for each region within a region.
    static SECTIONS: RefCell<Vec<Sections>> = const { RefCell::new(Vec::new()) };
}

/// Goes through a region.
#[unsafe(export_name = "GOMP_parallel")]
extern "C" fn parallel(
    region: extern "C" fn(*mut c_void),
    data: *mut c_void,
    _threads: c_uint,
    _flags: c_uint,
) {
    region(data);
}

/// Goes through a region of so many sections, which asks for them by [`next_section`].
#[unsafe(export_name = "GOMP_parallel_sections")]
extern "C" fn parallel_sections(
    region: extern "C" fn(*mut c_void),
    data: *mut c_void,
    _threads: c_uint,
    count: c_uint,
    _flags: c_uint,
) {
    SECTIONS.with_borrow_mut(|sections| sections.push((1, count)));
    region(data);
}

/// Begins sections in a region that has begun; the number of the first.
#[unsafe(export_name = "GOMP_sections_start")]
extern "C" fn start_sections(count: c_uint) -> c_uint {
    SECTIONS.with_borrow_mut(|sections| sections.push((1, count)));
    next_section()
}

/// The number of the next section, from 1; 0 when there is none.
#[unsafe(export_name = "GOMP_sections_next")]
extern "C" fn next_section() -> c_uint {
    SECTIONS.with_borrow_mut(|sections| match sections.last_mut() {
        Some((next, count)) if *next <= *count => {
            *next += 1;
            *next - 1
        }
        _ => 0,
    })
}

/// Ends the sections that began last.
#[unsafe(export_name = "GOMP_sections_end")]
extern "C" fn end_sections() {
    SECTIONS.with_borrow_mut(Vec::pop);
}

/// The same: there is nobody to wait for.
#[unsafe(export_name = "GOMP_sections_end_nowait")]
extern "C" fn end_sections_at_once() {
    end_sections();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Notes each section, and goes through two inner ones in the second.
    extern "C" fn outer(notes: *mut c_void) {
        // SAFETY: the test hands on its list, and nothing else touches it meanwhile.
        let note = |text: String| unsafe { (*notes.cast::<Vec<String>>()).push(text) };
        loop {
            match next_section() {
                0 => break,
                2 => {
                    note("2".to_owned());
                    parallel_sections(inner, notes, 4, 2, 0);
                }
                section => note(section.to_string()),
            }
        }
        end_sections_at_once();
    }

    extern "C" fn inner(notes: *mut c_void) {
        let mut section = next_section();
        while section != 0 {
            // SAFETY: as above.
            unsafe { (*notes.cast::<Vec<String>>()).push(format!("inner {section}")) };
            section = next_section();
        }
        end_sections();
    }

    #[test]
    fn every_section_is_gone_through_once_also_within_another() {
        let mut notes: Vec<String> = Vec::new();
        parallel_sections(outer, (&raw mut notes).cast(), 4, 3, 0);
        assert_eq!(notes, ["1", "2", "inner 1", "inner 2", "3"]);
        assert_eq!(next_section(), 0);
    }

    #[test]
    fn sections_in_a_region_are_gone_through_too() {
        assert_eq!([start_sections(2), next_section(), next_section()], [1, 2, 0]);
        end_sections();
        assert_eq!(start_sections(0), 0);
        end_sections();
    }
}
