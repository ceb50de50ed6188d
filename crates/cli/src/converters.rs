//! The programs outside that are installed on this machine and can convert files.

use std::path::PathBuf;

use perigee_engine::Converters;

/// Looks for them where programs are looked for.
pub fn find() -> Converters {
    Converters { office: program(&["soffice", "libreoffice"]), heic: program(&["heif-convert", "heif-dec"]) }
}

/// The first of these names that is a file in a folder of `PATH`.
fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).filter(|folder| folder.is_absolute()).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|found| found.is_file()))
}
