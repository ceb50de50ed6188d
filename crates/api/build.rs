//! Makes an empty `web/dist` when the web app is not built, so that the server builds without Node.

use std::path::Path;

fn main() {
    let dist = Path::new("../../web/dist");
    if !dist.exists() {
        std::fs::create_dir_all(dist).expect("the folder of the web app can be made");
    }
    println!("cargo::rerun-if-changed=../../web/dist");
}
