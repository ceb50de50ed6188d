//! The table of `docs/roles.md` is what the roles grant.

use perigee_model::{OrganizationRole, Permission, PermissionSet, ProcessRole};

/// The rows of the table: a permission, and for each role whether the documentation says that it has it.
fn documented() -> Vec<(String, Vec<bool>)> {
    let text = include_str!("../../../docs/roles.md");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    rows.map(|(literal, cells)| {
        let cells = cells.trim_end_matches('|').split('|').map(str::trim);
        let has = |cell: &str| match cell {
            "yes" => true,
            "-" => false,
            other => panic!("{literal}: yes or - is required, not {other}"),
        };
        (literal.to_owned(), cells.map(has).collect())
    })
    .collect()
}

#[test]
fn the_documented_table_is_what_the_roles_grant() {
    let organization = OrganizationRole::ALL.iter().map(|role| role.permissions());
    let process = ProcessRole::ALL.iter().map(|role| role.permissions());
    let granted: Vec<PermissionSet> = organization.chain(process).collect();
    let expected: Vec<_> = Permission::ALL
        .iter()
        .map(|permission| {
            let has = granted.iter().map(|set| set.contains(*permission)).collect();
            (permission.as_str().to_owned(), has)
        })
        .collect();
    assert_eq!(documented(), expected);
}
