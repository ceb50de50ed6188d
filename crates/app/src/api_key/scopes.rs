//! Which scopes there are, in words, and which of them a key is given.

use std::collections::BTreeSet;

use perigee_model::{Permission, Permission as P, PermissionSet, ProcessId, Scope};
use rapidfuzz::distance::osa;

use crate::{AppError, FieldFault};

/// The word that stands for everything that the maker of a key may do.
const ALL: &str = "All";

/// What every literal begins with; left out by some callers by mistake.
const PREFIX: &str = "workspace.";

/// Scopes that a request may name; there are fewer than a third of these.
const MOST_NAMED: usize = 100;

/// Characters of a wrong scope that a message repeats.
const MOST_REPEATED: usize = 80;

/// Scopes that belong together, in the order of the documentation.
#[derive(Debug)]
pub struct ScopeGroup {
    /// Stable name.
    pub id: &'static str,
    /// Heading.
    pub name: &'static str,
    /// Each scope and what it is for, in one sentence.
    pub scopes: &'static [(Permission, &'static str)],
}

/// A selection for a common use.
#[derive(Debug)]
pub struct ScopePreset {
    /// Stable name.
    pub id: &'static str,
    /// Label.
    pub name: &'static str,
    /// The scopes.
    pub scopes: PermissionSet,
}

/// Every scope, once.
pub const GROUPS: &[ScopeGroup] = &[
    ScopeGroup {
        id: "collection",
        name: "Collections",
        scopes: &[
            (P::CollectionCreate, "Make collections, which is what an upload becomes."),
            (P::CollectionRead, "List collections and see how far each one is."),
            (P::CollectionUpdate, "Change metadata, stop the reading of a collection or repeat it."),
            (P::CollectionDelete, "Delete collections with everything that was read from them."),
            (P::CollectionEditorOverride, "Take over a document that somebody else is editing."),
        ],
    },
    ScopeGroup {
        id: "file",
        name: "Files",
        scopes: &[
            (P::FileUpload, "Send files to be read."),
            (P::FileDownload, "Fetch the original files and pictures of their pages."),
        ],
    },
    ScopeGroup {
        id: "result",
        name: "Results",
        scopes: &[
            (P::ResultCreate, "Add values that were not found."),
            (P::ResultRead, "Fetch extracted values and the text of pages."),
            (P::ResultUpdate, "Correct values and accept results."),
            (P::ResultDelete, "Remove values from results."),
        ],
    },
    ScopeGroup {
        id: "process",
        name: "Processes",
        scopes: &[
            (P::ProcessCreate, "Make processes of any type."),
            (P::ProcessRead, "List processes and see their configuration."),
            (P::ProcessUpdate, "Rename and configure processes."),
            (P::ProcessDelete, "Delete processes with everything in them."),
            (P::ProcessApiKeyManage, "Make, change and end the API keys of a process."),
        ],
    },
    ScopeGroup {
        id: "export",
        name: "Exports",
        scopes: &[
            (P::ExportCreate, "Start exports of results."),
            (P::ExportRead, "List exports and download them."),
            (P::ExportDelete, "Delete exports and their files."),
        ],
    },
    ScopeGroup {
        id: "destination",
        name: "Destinations",
        scopes: &[
            (P::DestinationCreate, "Add destinations that exports go to."),
            (P::DestinationRead, "List the destinations of exports."),
            (P::DestinationDelete, "Remove destinations of exports."),
        ],
    },
    ScopeGroup {
        id: "admin",
        name: "Administration",
        scopes: &[
            (P::AdminUserRead, "List people with their roles and processes."),
            (P::AdminUserInvite, "Invite people into the organization."),
            (P::AdminUserManage, "Change roles and accesses, deactivate and remove people."),
            (P::AdminProcessManage, "Manage every process of the organization."),
            (P::AdminCollectionManage, "Manage every collection of the organization."),
            (P::AdminApiKeyManage, "Make, change and end the API keys of the organization."),
            (P::AdminSubscriptionsManage, "Kept for older clients; it grants nothing."),
            (P::AdminAuditRead, "Read the audit log."),
        ],
    },
    ScopeGroup { id: "webhook", name: "Webhooks", scopes: &[(P::WebhookManage, "Add and remove webhooks.")] },
    ScopeGroup {
        id: "model",
        name: "Models",
        scopes: &[(P::ModelTrain, "Train models and choose the one that is used.")],
    },
];

/// Selections for common uses. Reading leaves out administration: who reads results need not see people.
pub const PRESETS: &[ScopePreset] = &[
    ScopePreset {
        id: "read_only",
        name: "Read only",
        scopes: PermissionSet::of(&[
            P::CollectionRead,
            P::FileDownload,
            P::ResultRead,
            P::ProcessRead,
            P::ExportRead,
            P::DestinationRead,
        ]),
    },
    ScopePreset {
        id: "upload_only",
        name: "Upload only",
        scopes: PermissionSet::of(&[P::CollectionCreate, P::FileUpload]),
    },
    ScopePreset { id: "full", name: "Full access", scopes: PermissionSet::ALL },
];

/// What the maker of a key may give it: for a key of one process, what it may do on that process.
pub(super) fn grantable(scope: &Scope, process_id: Option<ProcessId>) -> PermissionSet {
    match process_id {
        Some(id) => scope.rights.on(id),
        None => scope.rights.anywhere(),
    }
}

/// What a new key may do.
///
/// # Errors
/// `Invalid` with every unknown scope and the nearest right one, `Denied` for one that the maker has not.
pub(super) fn choose(literals: &[String], grantable: PermissionSet) -> Result<PermissionSet, AppError> {
    if literals.is_empty() {
        return Err(AppError::invalid("scopes", "at least one scope is required"));
    }
    if literals.len() > MOST_NAMED {
        return Err(AppError::invalid("scopes", format!("at most {MOST_NAMED} scopes can be named")));
    }
    let unknown: BTreeSet<&str> = literals.iter().map(String::as_str).filter(|one| !is_known(one)).collect();
    if !unknown.is_empty() {
        let fault = |literal: &str| FieldFault { field: "scopes", message: unknown_scope(literal) };
        return Err(AppError::Invalid { faults: unknown.into_iter().map(fault).collect() });
    }
    if literals.iter().any(|literal| literal == ALL) {
        return Ok(grantable);
    }
    let chosen: PermissionSet = literals.iter().filter_map(|literal| Permission::find(literal)).collect();
    lacks(chosen, grantable)?;
    Ok(chosen)
}

/// Whether everything in a set may be given.
///
/// # Errors
/// `Denied` for the first that may not.
pub(super) fn lacks(chosen: PermissionSet, grantable: PermissionSet) -> Result<(), AppError> {
    match chosen.iter().find(|permission| !grantable.contains(*permission)) {
        Some(permission) => Err(AppError::Denied(permission)),
        None => Ok(()),
    }
}

fn is_known(literal: &str) -> bool {
    literal == ALL || Permission::find(literal).is_some()
}

fn unknown_scope(literal: &str) -> String {
    let shown: String = literal.chars().take(MOST_REPEATED).filter(|one| !one.is_control()).collect();
    format!("{shown} is not a scope; the nearest one is {}", nearest(&shown))
}

/// The literal with the fewest typing mistakes between, whether or not its beginning was left out.
fn nearest(literal: &str) -> &'static str {
    let written = literal.strip_prefix(PREFIX).unwrap_or(literal).to_lowercase();
    let distance = |known: &&'static str| {
        let short = known.strip_prefix(PREFIX).unwrap_or(known).to_lowercase();
        osa::distance(written.chars(), short.chars())
    };
    let known = Permission::ALL.iter().map(|permission| permission.as_str()).chain([ALL]);
    known.min_by_key(distance).unwrap_or(ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_is_described_once_in_a_sentence() {
        let described: Vec<P> = GROUPS.iter().flat_map(|group| group.scopes).map(|(one, _)| *one).collect();
        assert_eq!(described.iter().copied().collect::<PermissionSet>(), PermissionSet::ALL);
        assert_eq!(described.len(), P::ALL.len());
        for (permission, sentence) in GROUPS.iter().flat_map(|group| group.scopes) {
            assert!(sentence.ends_with('.') && sentence.len() > 15, "{}: {sentence}", permission.as_str());
        }
    }

    #[test]
    fn a_mistyped_scope_is_answered_with_the_nearest_right_one() {
        for (typed, meant) in [
            ("workspace.colection:read", "workspace.collection:read"),
            ("collection:read", "workspace.collection:read"),
            ("workspace.process.api_keys:manage", "workspace.process.api_key:manage"),
            ("workspace.admin.users:invite", "workspace.admin.user:invite"),
            ("workspace.file:donwload", "workspace.file:download"),
            ("all", "All"),
        ] {
            assert_eq!(nearest(typed), meant, "{typed}");
        }
    }

    #[test]
    fn all_stands_for_what_the_maker_may_and_unknown_ones_are_named_together() {
        let may = PermissionSet::of(&[P::ResultRead, P::ProcessApiKeyManage]);
        assert_eq!(choose(&["All".to_owned()], may).unwrap(), may);
        let one = ["workspace.result:delete".to_owned()];
        assert!(matches!(choose(&one, may), Err(AppError::Denied(P::ResultDelete))));
        let wrong = ["x".to_owned(), "workspace.result:read".to_owned(), "y".to_owned()];
        assert!(matches!(choose(&wrong, may), Err(AppError::Invalid { faults }) if faults.len() == 2));
        assert!(choose(&[], may).is_err());
    }
}
