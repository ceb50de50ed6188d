//! The allocator of the program: see ADR 93.
//!
//! What Tesseract and other libraries in C allocate comes from the system's allocator, as before.

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Position of the delay in milliseconds after which freed memory goes back to the system, negative for never, among
/// the settings of mimalloc 3: `mi_option_purge_delay` in its `mimalloc.h`.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

/// Keeps what is freed for the next page until the program ends.
///
/// For programs that end when their files are read, and for readers, which are replaced after some files: the kernel
/// wipes what it gives out, and every picture of a page would be wiped anew.
pub(crate) fn keep_freed() {
    // SAFETY: sets a number in a table of settings, before there are other threads.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, -1) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_is_the_delay() {
        // SAFETY: reads a number from a table of settings.
        let delay = || unsafe { libmimalloc_sys::mi_option_get(PURGE_DELAY) };
        assert_eq!(delay(), 1_000, "the default of mimalloc 3");
        keep_freed();
        assert_eq!(delay(), -1);
    }
}
