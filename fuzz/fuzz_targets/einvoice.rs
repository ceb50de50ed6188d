//! XML that may be an e-invoice.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = perigee_render::einvoice::parse(bytes);
});
