//! Checks the chains: whether what is written down is what was written down.

use perigee_model::OrganizationId;
use perigee_store::{audit, organizations};

use super::list::hex;
use super::record::chained;
use crate::{App, AppError};

/// Events that are read at once.
const PART: u64 = 1_000;

/// What a check found in the chain of one organization.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The organization as the API names it.
    pub org_public_id: String,
    /// Its name.
    pub org_name: String,
    /// Events that are as they were written down.
    pub events: u64,
    /// The hash of the newest of those, as hex digits; empty when nothing was noted yet.
    pub head: String,
    /// The first event that is not as it was written down, and what is wrong with it.
    pub fault: Option<(i64, Fault)>,
    /// Whether the expected hash is in the chain; `None` when none was expected.
    pub has_expected: Option<bool>,
}

/// What can be wrong with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It, or an event before, says something else than when it was written down.
    Changed,
    /// The chain says that it ends elsewhere.
    WrongEnd,
}

impl Fault {
    /// For people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "is missing",
            Self::Changed => "was changed, or moved",
            Self::WrongEnd => "is not the end that the chain was left with",
        }
    }
}

/// Checks the chain of every organization, or of the one with this public id. A hash that was kept elsewhere is looked
/// for in them: whoever can write to the database could have written a whole new chain, or cut it off, and would not
/// know that hash.
///
/// # Errors
/// `NotFound` for an unknown organization, or when the database fails.
pub async fn verify(
    app: &App,
    org_public_id: Option<&str>,
    expected: Option<&str>,
) -> Result<Vec<Verdict>, AppError> {
    let mut verdicts = Vec::new();
    for row in organizations::list_all(app.db().reader()).await? {
        if org_public_id.is_none_or(|id| id == row.public_id) {
            let checked = check(app, OrganizationId::from_uuid(row.id), expected).await?;
            verdicts.push(Verdict { org_public_id: row.public_id, org_name: row.name, ..checked });
        }
    }
    if verdicts.is_empty() && org_public_id.is_some() {
        return Err(AppError::NotFound { what: "the organization" });
    }
    Ok(verdicts)
}

async fn check(app: &App, id: OrganizationId, expected: Option<&str>) -> Result<Verdict, AppError> {
    let conn = app.db().reader();
    // Events may be added meanwhile: the chain is checked up to where it ended when we began.
    let (last, end) = audit::head(conn, id).await?.unwrap_or_default();
    let mut walk = Walk { id, expected, hash: Vec::new(), next: 1, has_expected: false, fault: None };
    while walk.fault.is_none() && walk.next <= last {
        let rows = audit::list_from(conn, id, walk.next, PART).await?;
        let rows = rows.into_iter().filter(|row| row.number <= last).collect::<Vec<_>>();
        if rows.is_empty() {
            walk.fault = Some((walk.next, Fault::Missing));
        }
        for row in rows {
            walk.step(&row);
        }
    }
    if walk.fault.is_none() && walk.hash != end {
        walk.fault = Some((last, Fault::WrongEnd));
    }
    if walk.fault.is_none() && last == 0 && !audit::list_from(conn, id, 1, 1).await?.is_empty() {
        walk.fault = Some((0, Fault::WrongEnd));
    }
    Ok(walk.verdict())
}

/// How far the check came.
struct Walk<'a> {
    id: OrganizationId,
    expected: Option<&'a str>,
    hash: Vec<u8>,
    next: i64,
    has_expected: bool,
    fault: Option<(i64, Fault)>,
}

impl Walk<'_> {
    fn step(&mut self, row: &perigee_store::entity::audit_event::Model) {
        if self.fault.is_some() {
            return;
        }
        if row.number != self.next {
            self.fault = Some((self.next, Fault::Missing));
        } else if row.organization_id != self.id.uuid() || chained(&self.hash, row) != row.hash {
            self.fault = Some((row.number, Fault::Changed));
        } else {
            self.hash.clone_from(&row.hash);
            self.next += 1;
            let hash = hex(&self.hash);
            self.has_expected |= self.expected.is_some_and(|kept| kept.eq_ignore_ascii_case(&hash));
        }
    }

    fn verdict(self) -> Verdict {
        Verdict {
            org_public_id: String::new(),
            org_name: String::new(),
            events: u64::try_from(self.next - 1).unwrap_or_default(),
            head: hex(&self.hash),
            fault: self.fault,
            has_expected: self.expected.map(|_| self.has_expected),
        }
    }
}
