//! Tesseract's pictures of lines, unpacked.
//!
//! For each line the library packs a picture as PNG into memory, and unpacks it in the next step: up to a twentieth of
//! the time of a page. Functions of a program come before those of the libraries that it loads, so a program that
//! exports this one (`crates/cli/build.rs`, ADR 92) has the picture written as it lies in memory instead, in a form that
//! the reading function tells by itself. The dots are the same.

use std::ffi::{c_int, c_uchar, c_void};
use std::sync::OnceLock;

/// `IFF_PNG` of Leptonica's `imageio.h`.
const PNG: c_int = 3;

type WriteAs = unsafe extern "C" fn(*mut *mut c_uchar, *mut usize, *mut c_void, c_int) -> c_int;
type WritePlain = unsafe extern "C" fn(*mut *mut c_uchar, *mut usize, *mut c_void) -> c_int;

/// The functions of the library of pictures that Tesseract uses.
struct Writers {
    write: WriteAs,
    plain: Option<WritePlain>,
}

static WRITERS: OnceLock<Writers> = OnceLock::new();

/// Finds the functions in Tesseract, which has this file name and is loaded; to be called before it reads anything.
pub(super) fn find(tesseract: &str) {
    if WRITERS.get().is_some() {
        return;
    }
    // SAFETY: the signatures are those of Leptonica's `allheaders.h`, and the library stays loaded as long as they may be
    // called. A library is searched with all that it needs, but without the program: what is found is not the function
    // below.
    unsafe {
        let Ok(library) = libloading::Library::new(tesseract) else { return };
        if let Ok(write) = library.get::<WriteAs>(b"pixWriteMem\0") {
            let plain = library.get::<WritePlain>(b"pixWriteMemSpix\0").ok().map(|plain| *plain);
            let _ = WRITERS.set(Writers { write: *write, plain });
        }
        std::mem::forget(library);
    }
}

/// `pixWriteMem`: writes a picture into memory that it allocates, as a PNG where that was asked for and nothing plainer
/// can be; 0 when it succeeds.
// SAFETY: no other code of this program has the name.
#[unsafe(export_name = "pixWriteMem")]
unsafe extern "C" fn write(
    data: *mut *mut c_uchar,
    size: *mut usize,
    picture: *mut c_void,
    format: c_int,
) -> c_int {
    let Some(writers) = WRITERS.get() else { return 1 };
    // SAFETY: the arguments are handed on as they came from the caller.
    unsafe {
        match writers.plain {
            Some(plain) if format == PNG && plain(data, size, picture) == 0 => 0,
            _ => (writers.write)(data, size, picture, format),
        }
    }
}
