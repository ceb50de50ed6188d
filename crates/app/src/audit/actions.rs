//! The names of everything that is written down.

/// Every action, in the order of the alphabet; `docs/security.md` says what each means.
pub const ACTIONS: &[&str] = &[
    "access.grant",
    "access.remove",
    "alert.acknowledge",
    "api_key.create",
    "api_key.edit",
    "api_key.revoke",
    "api_key.rotate",
    "audit.export",
    "class.forget",
    "class.rename",
    "collection.accept",
    "collection.delete",
    "collection.divide",
    "collection.reject",
    "collection.reopen",
    "collection.take_over",
    "export.create",
    "export.delete",
    "identity.link",
    "invitation.accept",
    "invitation.create",
    "invitation.resend",
    "invitation.revoke",
    "learning.edit",
    "model.activate",
    "model.train",
    "organization.convert",
    "organization.create",
    "organization.edit",
    "password.reset",
    "password.set",
    "process.create",
    "process.delete",
    "process.duplicate",
    "process.edit_config",
    "process.rename",
    "process.reset_config",
    "second_factor.disable",
    "second_factor.enable",
    "second_factor.renew_codes",
    "session.end",
    "session.end_others",
    "session.refused",
    "session.sign_in",
    "session.sign_out",
    "session.switch",
    "user.activate",
    "user.create",
    "user.deactivate",
    "user.edit",
    "user.remove",
    "user.sign_up",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// Every Rust source of this crate but this file.
    fn sources(folder: &Path, all: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, all);
            } else if !path.ends_with("audit/actions.rs") {
                all.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }

    /// The text literals `noun.verb` of a noun that something is written down about.
    fn actions_in(source: &str) -> impl Iterator<Item = &str> {
        let nouns: BTreeSet<&str> =
            ACTIONS.iter().filter_map(|action| Some(action.split_once('.')?.0)).collect();
        source.split('"').filter(move |literal| {
            let is_word = |text: &str| text.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase());
            literal.split_once('.').is_some_and(|(noun, verb)| nouns.contains(noun) && is_word(verb))
        })
    }

    #[test]
    fn every_action_is_listed_and_every_listed_one_is_written_down_somewhere() {
        let mut all = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        let found: BTreeSet<&str> = all.iter().flat_map(|source| actions_in(source)).collect();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ACTIONS);
        for source in &all {
            let named = source.split("action: \"").skip(1).filter_map(|rest| rest.split('"').next());
            assert!(named.into_iter().all(|action| ACTIONS.contains(&action) || action.contains("…")));
        }
    }

    #[test]
    fn every_action_is_explained_in_the_documentation() {
        let text = include_str!("../../../../docs/security.md");
        let explained: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
            .map(|(action, _)| action)
            .filter(|action| ACTIONS.contains(action))
            .collect();
        assert_eq!(explained, ACTIONS);
    }
}
