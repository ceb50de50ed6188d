//! Bytes that may be a learned model, also with a digest that fits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use perigee_understand::learn::Model;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = Model::from_bytes(bytes) {
        model.to_bytes();
    }
});
