//! The functions of Tesseract's C interface that are used, found at run time.
//!
//! The only unsafe code of this crate. What makes it sound: every signature below is that of `tesseract/capi.h`
//! 5.x, a handle is used by one thread at a time (`&mut self`), and a handle keeps its library loaded.

use std::ffi::{CStr, CString, c_char, c_float, c_int, c_uchar, c_void};
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use image::GrayImage;

use super::unpacked;
use crate::OcrError;

/// File names of the library, best first.
const LIBRARY_NAMES: [&str; 5] = [
    "libtesseract.so.5",
    "libtesseract.5.dylib",
    "/opt/homebrew/lib/libtesseract.5.dylib",
    "/usr/local/lib/libtesseract.5.dylib",
    "/usr/local/lib/libtesseract.so.5",
];

/// `RIL_WORD` of `TessPageIteratorLevel`.
const WORD: c_int = 3;
/// `OEM_LSTM_ONLY` and `OEM_DEFAULT` of `TessOcrEngineMode`; the orientation data is of the older kind.
const ENGINE_LSTM: c_int = 1;
const ENGINE_DEFAULT: c_int = 3;
/// `PSM_OSD_ONLY`, `PSM_AUTO` and `PSM_SINGLE_BLOCK` of `TessPageSegMode`; automatic layout measured best.
const LAYOUT_ORIENTATION: c_int = 0;
const LAYOUT_AUTO: c_int = 3;
const LAYOUT_BLOCK: c_int = 6;

/// What a handle is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Reading words.
    Read,
    /// Telling which way is up.
    Orientation,
}

/// A word as the library gives it.
pub(super) struct RawWord {
    pub(super) text: String,
    pub(super) edges_px: [f32; 4],
    pub(super) percent: f32,
}

macro_rules! functions {
    ($($name:ident: $symbol:literal ($($argument:ty),*) $(-> $result:ty)?;)+) => {
        /// Pointers to the functions, valid while `_library` is loaded.
        struct Functions {
            $($name: unsafe extern "C" fn($($argument),*) $(-> $result)?,)+
            _library: libloading::Library,
        }

        impl Functions {
            fn find(library: libloading::Library) -> Result<Self, libloading::Error> {
                // SAFETY: the signatures are those of capi.h; the pointers live no longer than the library,
                // which is kept beside them.
                unsafe {
                    $(let $name = *library.get::<unsafe extern "C" fn($($argument),*) $(-> $result)?>($symbol)?;)+
                    Ok(Self { $($name,)+ _library: library })
                }
            }
        }
    };
}

functions! {
    version: b"TessVersion\0" () -> *const c_char;
    delete_text: b"TessDeleteText\0" (*const c_char);
    create: b"TessBaseAPICreate\0" () -> *mut c_void;
    delete: b"TessBaseAPIDelete\0" (*mut c_void);
    init: b"TessBaseAPIInit2\0" (*mut c_void, *const c_char, *const c_char, c_int) -> c_int;
    set_variable: b"TessBaseAPISetVariable\0" (*mut c_void, *const c_char, *const c_char) -> c_int;
    set_layout: b"TessBaseAPISetPageSegMode\0" (*mut c_void, c_int);
    set_image: b"TessBaseAPISetImage\0" (*mut c_void, *const c_uchar, c_int, c_int, c_int, c_int);
    set_resolution: b"TessBaseAPISetSourceResolution\0" (*mut c_void, c_int);
    recognize: b"TessBaseAPIRecognize\0" (*mut c_void, *mut c_void) -> c_int;
    is_word: b"TessBaseAPIIsValidWord\0" (*mut c_void, *const c_char) -> c_int;
    clear: b"TessBaseAPIClear\0" (*mut c_void);
    detect_orientation: b"TessBaseAPIDetectOrientationScript\0"
        (*mut c_void, *mut c_int, *mut c_float, *mut *const c_char, *mut c_float) -> c_int;
    monitor_create: b"TessMonitorCreate\0" () -> *mut c_void;
    monitor_delete: b"TessMonitorDelete\0" (*mut c_void);
    monitor_deadline: b"TessMonitorSetDeadlineMSecs\0" (*mut c_void, c_int);
    iterator: b"TessBaseAPIGetIterator\0" (*mut c_void) -> *mut c_void;
    iterator_delete: b"TessResultIteratorDelete\0" (*mut c_void);
    iterator_next: b"TessResultIteratorNext\0" (*mut c_void, c_int) -> c_int;
    iterator_text: b"TessResultIteratorGetUTF8Text\0" (*const c_void, c_int) -> *mut c_char;
    iterator_confidence: b"TessResultIteratorConfidence\0" (*const c_void, c_int) -> c_float;
    iterator_place: b"TessResultIteratorGetPageIterator\0" (*mut c_void) -> *mut c_void;
    place_edges: b"TessPageIteratorBoundingBox\0"
        (*const c_void, c_int, *mut c_int, *mut c_int, *mut c_int, *mut c_int) -> c_int;
}

/// The loaded library.
#[derive(Clone)]
pub(super) struct Library(Arc<Functions>);

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tesseract {}", self.version())
    }
}

impl Library {
    pub(super) fn load() -> Result<Self, OcrError> {
        LIBRARY_NAMES
            .iter()
            // SAFETY: loading runs the library's initialisers, which only set up its own tables.
            .find_map(|&name| {
                unsafe { libloading::Library::new(name) }.ok().inspect(|_| unpacked::find(name))
            })
            .and_then(|library| Functions::find(library).ok())
            .map(|functions| Self(Arc::new(functions)))
            .ok_or(OcrError::NoLibrary)
    }

    pub(super) fn version(&self) -> String {
        // SAFETY: the function returns a static string.
        let version = unsafe { CStr::from_ptr((self.0.version)()) };
        version.to_string_lossy().into_owned()
    }

    /// A handle for these languages.
    pub(super) fn start(&self, data: &Path, languages: &str, mode: Mode) -> Result<Handle, OcrError> {
        use_one_thread();
        let data = CString::new(data.to_string_lossy().as_bytes()).map_err(|_| OcrError::NotStarted)?;
        let languages = CString::new(languages).map_err(|_| OcrError::NotStarted)?;
        let (engine, layout) = match mode {
            Mode::Read => (ENGINE_LSTM, LAYOUT_AUTO),
            Mode::Orientation => (ENGINE_DEFAULT, LAYOUT_ORIENTATION),
        };
        // SAFETY: a new handle is deleted by `Handle::drop`, also when `init` fails.
        let handle = Handle { library: self.clone(), api: unsafe { (self.0.create)() } };
        if handle.api.is_null() {
            return Err(OcrError::NotStarted);
        }
        handle.set_variable(c"debug_file", c"/dev/null");
        // SAFETY: both texts end with a zero byte and outlive the call.
        if unsafe { (self.0.init)(handle.api, data.as_ptr(), languages.as_ptr(), engine) } != 0 {
            return Err(OcrError::NotStarted);
        }
        // SAFETY: the handle is initialised.
        unsafe { (self.0.set_layout)(handle.api, layout) };
        Ok(handle)
    }
}

/// Keeps the library to one thread: its own threads made a page four times slower (`research/pdf-ocr.md` 3.1).
///
/// Child processes also get `OMP_THREAD_LIMIT=1`, which must stand in the environment before loading.
fn use_one_thread() {
    // SAFETY: `omp_set_num_threads` takes an int and touches only the settings of the calling thread; the library
    // stays loaded because Tesseract itself needs it.
    unsafe {
        if let Ok(openmp) = libloading::Library::new("libgomp.so.1") {
            if let Ok(set_threads) = openmp.get::<unsafe extern "C" fn(c_int)>(b"omp_set_num_threads\0") {
                set_threads(1);
            }
            std::mem::forget(openmp);
        }
    }
}

/// An initialised recognizer.
pub(super) struct Handle {
    library: Library,
    api: *mut c_void,
}

// SAFETY: a handle has no ties to the thread that made it; `&mut self` keeps it to one thread at a time.
unsafe impl Send for Handle {}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.library.fmt(f)
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: the handle was made by `create` and is not used afterwards.
        unsafe { (self.library.0.delete)(self.api) };
    }
}

impl Handle {
    fn set_variable(&self, name: &CStr, value: &CStr) {
        // SAFETY: both texts outlive the call. An unknown name is refused without harm.
        unsafe { (self.library.0.set_variable)(self.api, name.as_ptr(), value.as_ptr()) };
    }

    /// Whether the picture is one block of text, or a page whose parts are to be found.
    pub(super) fn set_one_block(&mut self, one_block: bool) {
        // SAFETY: the handle is initialised.
        unsafe { (self.library.0.set_layout)(self.api, if one_block { LAYOUT_BLOCK } else { LAYOUT_AUTO }) };
    }

    pub(super) fn set_threshold(&mut self, method: &CStr) {
        self.set_variable(c"thresholding_method", method);
    }

    pub(super) fn set_picture(&mut self, picture: &GrayImage, dpi: f32) {
        let (width, height) = (picture.width() as c_int, picture.height() as c_int);
        // SAFETY: the buffer holds width × height bytes, and the library copies it.
        unsafe {
            (self.library.0.set_image)(self.api, picture.as_raw().as_ptr(), width, height, 1, width);
            (self.library.0.set_resolution)(self.api, dpi.round() as c_int);
        }
    }

    /// Whether the picture was recognized within the time.
    pub(super) fn recognize(&mut self, time: Duration) -> bool {
        let milliseconds = c_int::try_from(time.as_millis()).unwrap_or(c_int::MAX).max(1);
        // SAFETY: the monitor lives until after the call.
        unsafe {
            let monitor = (self.library.0.monitor_create)();
            (self.library.0.monitor_deadline)(monitor, milliseconds);
            let outcome = (self.library.0.recognize)(self.api, monitor);
            (self.library.0.monitor_delete)(monitor);
            outcome == 0
        }
    }

    /// The words of the recognized picture.
    pub(super) fn words(&mut self) -> Vec<RawWord> {
        let functions = &*self.library.0;
        let mut words = Vec::new();
        // SAFETY: the iterator is deleted before the handle is used again; an empty page gives a null pointer.
        unsafe {
            let iterator = (functions.iterator)(self.api);
            if iterator.is_null() {
                return words;
            }
            loop {
                words.extend(raw_word(functions, iterator));
                if (functions.iterator_next)(iterator, WORD) == 0 {
                    break;
                }
            }
            (functions.iterator_delete)(iterator);
        }
        words
    }

    /// Whether its first language has this word.
    pub(super) fn is_word(&self, text: &str) -> bool {
        let Ok(text) = CString::new(text) else { return false };
        // SAFETY: the handle is initialised, and the text outlives the call, which only looks it up.
        unsafe { (self.library.0.is_word)(self.api, text.as_ptr()) != 0 }
    }

    /// Degrees by which the picture is turned, and how sure that is.
    pub(super) fn orientation(&mut self) -> Option<(i32, f32)> {
        let (mut degrees, mut confidence, mut script_confidence) = (0, 0.0, 0.0);
        let mut script = std::ptr::null();
        // SAFETY: all pointers are to locals that outlive the call; the script's name is static.
        let found = unsafe {
            (self.library.0.detect_orientation)(
                self.api,
                &raw mut degrees,
                &raw mut confidence,
                &raw mut script,
                &raw mut script_confidence,
            )
        };
        (found != 0).then_some((degrees, confidence))
    }

    /// Lets go of the picture and its results.
    pub(super) fn clear(&mut self) {
        // SAFETY: the handle is initialised.
        unsafe { (self.library.0.clear)(self.api) };
    }
}

/// The word at which the iterator stands.
///
/// # Safety
/// The iterator must be alive.
unsafe fn raw_word(functions: &Functions, iterator: *mut c_void) -> Option<RawWord> {
    let (mut left, mut top, mut right, mut bottom) = (0, 0, 0, 0);
    // SAFETY: as the caller promises; the text is copied before it is given back.
    let (text, found, percent) = unsafe {
        let raw = (functions.iterator_text)(iterator, WORD);
        if raw.is_null() {
            return None;
        }
        let text = CStr::from_ptr(raw).to_string_lossy().trim().to_owned();
        (functions.delete_text)(raw);
        let place = (functions.iterator_place)(iterator);
        let found = (functions.place_edges)(
            place,
            WORD,
            &raw mut left,
            &raw mut top,
            &raw mut right,
            &raw mut bottom,
        );
        (text, found, (functions.iterator_confidence)(iterator, WORD))
    };
    let edges_px = [left, top, right, bottom].map(|edge| edge as f32);
    (found != 0 && !text.is_empty()).then_some(RawWord { text, edges_px, percent })
}
