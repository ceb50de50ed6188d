//! Where the models of the second recognizer are looked for.

use std::path::PathBuf;

/// Folder of models for all users of a machine.
const SHARED: &str = "/usr/share/perigee/models";

/// The folder that `PERIGEE_MODELS` names; or else the first of the usual ones that is there: the user's, then that
/// of the machine.
pub fn folder() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(named) = variable("PERIGEE_MODELS") {
        return Some(named);
    }
    let of_user = variable("XDG_DATA_HOME").or_else(|| Some(variable("HOME")?.join(".local/share")));
    of_user
        .map(|data| data.join("perigee/models"))
        .into_iter()
        .chain([SHARED.into()])
        .find(|dir| dir.is_dir())
}
