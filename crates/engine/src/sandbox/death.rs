//! How a child ended, as a fault of the file that it was reading.

use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use perigee_model::FileFault;

use crate::fault;

/// What Rust, the C library and C++ print before they give up for want of memory.
const OUT_OF_MEMORY: [&str; 4] =
    ["memory allocation of", "bad_alloc", "cannot allocate memory", "out of memory"];

/// Explains a child that ended by itself in the middle of a request.
pub(super) fn explain(status: ExitStatus, last_words: &str) -> FileFault {
    if is_out_of_memory(last_words) {
        return fault::memory_limit();
    }
    match status.signal() {
        Some(libc::SIGXCPU) => fault::time_limit(),
        // Nobody but the kernel's memory watch kills like this: our own kills are known to the caller.
        Some(libc::SIGKILL) => fault::memory_limit(),
        _ => fault::crashed(),
    }
}

/// Explains a child that gave up in the middle of a request and could still say so.
pub(super) fn explain_panic(last_words: &str) -> FileFault {
    if is_out_of_memory(last_words) { fault::memory_limit() } else { fault::crashed() }
}

fn is_out_of_memory(last_words: &str) -> bool {
    let last_words = last_words.to_lowercase();
    OUT_OF_MEMORY.iter().any(|sign| last_words.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use perigee_model::fault::codes;

    fn code(signal: i32, last_words: &str) -> String {
        explain(ExitStatus::from_raw(signal), last_words).code
    }

    #[test]
    fn each_way_to_die_has_its_fault() {
        assert_eq!(code(libc::SIGXCPU, ""), codes::TIME_LIMIT);
        assert_eq!(code(libc::SIGABRT, "memory allocation of 8589934592 bytes failed"), codes::MEMORY_LIMIT);
        assert_eq!(
            code(libc::SIGABRT, "terminate called after throwing 'std::bad_alloc'"),
            codes::MEMORY_LIMIT
        );
        assert_eq!(code(libc::SIGKILL, ""), codes::MEMORY_LIMIT);
        assert_eq!(code(libc::SIGSEGV, ""), codes::READER_CRASHED);
        assert_eq!(explain_panic("out of memory\n").code, codes::MEMORY_LIMIT);
        assert_eq!(explain_panic("").code, codes::READER_CRASHED);
    }
}
