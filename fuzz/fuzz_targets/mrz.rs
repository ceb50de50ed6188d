//! Lines that may be a machine-readable zone.
#![no_main]

use libfuzzer_sys::fuzz_target;
use perigee_values::mrz;

fuzz_target!(|text: &str| {
    let lines: Vec<&str> = text.lines().take(4).collect();
    mrz::parse(&lines);
    if let Some(canonical) = mrz::canonical(text) {
        assert_eq!(mrz::canonical(&canonical), Some(canonical));
    }
});
