//! The faults of reading that are not about the content of the file.

use perigee_model::FileFault;
use perigee_model::fault::codes;
use perigee_render::FileKind;

pub(crate) fn unreadable(error: &std::io::Error) -> FileFault {
    FileFault::new(
        codes::FILE_UNREADABLE,
        format!("the file cannot be opened ({})", error.kind()),
        "check that it exists and may be read",
    )
}

pub(crate) fn too_large(bytes: u64, limit: u64) -> FileFault {
    let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
    FileFault::new(
        codes::FILE_TOO_LARGE,
        format!("the file has {} MB; at most {} MB are read", megabytes(bytes), megabytes(limit)),
        "split it or lower the resolution of its pictures",
    )
}

pub(crate) fn cancelled() -> FileFault {
    FileFault::new(codes::CANCELLED, "reading was cancelled", "start it again when it is wanted")
}

pub(crate) fn time_limit() -> FileFault {
    FileFault::new(
        codes::TIME_LIMIT,
        "reading a page took longer than allowed",
        "print or save the document to a new, simpler PDF and send that",
    )
}

pub(crate) fn memory_limit() -> FileFault {
    FileFault::new(
        codes::MEMORY_LIMIT,
        "reading the file needed more memory than allowed",
        "split it or lower the resolution of its pictures",
    )
}

pub(crate) fn crashed() -> FileFault {
    FileFault::new(
        codes::READER_CRASHED,
        "the reader stopped working on this file",
        "print or save the document to a new PDF and send that",
    )
}

pub(crate) fn not_started() -> FileFault {
    FileFault::new(
        codes::READER_CRASHED,
        "the reader could not be started",
        "ask the operator to run perigee admin doctor",
    )
}

/// Archives inside archives.
pub(crate) fn too_deep(limit: u32) -> FileFault {
    FileFault::new(
        codes::ARCHIVE_TOO_DEEP,
        format!("the file is an archive or e-mail inside {limit} others, and no more are opened"),
        "take it out and send it by itself",
    )
}

/// No room for what came out of a file.
pub(crate) fn disk_full() -> FileFault {
    FileFault::new(
        codes::DISK_FULL,
        "there is no room for the files inside the file",
        "ask the operator to make room on the disk, and then start it again",
    )
}

/// The converter failed, and nothing else reads this kind.
pub(crate) fn not_converted(kind: FileKind) -> FileFault {
    FileFault::new(
        codes::FILE_DAMAGED,
        format!("the {} could not be converted; it may be damaged or take too long", kind.name()),
        "open it in the program that made it, save it as PDF, and send that",
    )
}
