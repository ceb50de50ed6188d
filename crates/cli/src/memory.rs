//! The allocator of the program: see ADR 93.
//!
//! What Tesseract and other libraries in C allocate comes from the system's allocator, as before.

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Position of the delay in milliseconds after which freed memory goes back to the system, negative for never, among
/// the settings of mimalloc 3: `mi_option_purge_delay` in its `mimalloc.h`.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

/// Position of the number of KiB of addresses that it reserves at a time: `mi_option_arena_reserve`.
#[cfg(target_os = "linux")]
const RESERVED_AT_A_TIME: libmimalloc_sys::mi_option_t = 23;

/// By default it is one GiB: more than the whole that a reader may be limited to, and the limit counts addresses.
#[cfg(target_os = "linux")]
const RESERVED_KIB: std::ffi::c_long = 64 << 10;

/// Runs before anything is allocated.
// SAFETY: the linker puts the address of a function among those that are called when the program is loaded, as that
// section asks for; the function needs nothing that is set up later.
#[cfg(target_os = "linux")]
#[used]
#[unsafe(link_section = ".init_array")]
static RESERVE_LITTLE: extern "C" fn() = reserve_little;

#[cfg(target_os = "linux")]
extern "C" fn reserve_little() {
    // SAFETY: sets a number in a table of settings, before there are other threads.
    unsafe { libmimalloc_sys::mi_option_set(RESERVED_AT_A_TIME, RESERVED_KIB) };
}

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

    /// Settings have no names to call them by, so their places are told by their defaults.
    #[test]
    #[cfg(target_os = "linux")]
    fn little_is_reserved_at_a_time() {
        // SAFETY: reads numbers from a table of settings.
        let of = |setting| unsafe { libmimalloc_sys::mi_option_get(setting) };
        assert_eq!(of(RESERVED_AT_A_TIME), RESERVED_KIB);
        assert_eq!(of(RESERVED_AT_A_TIME + 1), 1, "the setting behind it: `mi_option_arena_purge_mult`");
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmPeak:")).unwrap();
        let kib: i64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(kib < 900 << 10, "{kib} KiB of addresses");
    }

    #[test]
    fn the_setting_is_the_delay() {
        // SAFETY: reads a number from a table of settings.
        let delay = || unsafe { libmimalloc_sys::mi_option_get(PURGE_DELAY) };
        assert_eq!(delay(), 1_000, "the default of mimalloc 3");
        keep_freed();
        assert_eq!(delay(), -1);
    }
}
