//! The end of every list.

use serde::Serialize;
use utoipa::ToSchema;

use crate::input::{Fields, FromFields};

/// Which part of a list this is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Pagination {
    /// Elements skipped.
    pub offset: u64,
    /// Elements asked for.
    pub limit: u64,
    /// Elements there are.
    pub total: u64,
}

/// Which part of a list to return.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Elements to skip.
    #[param(minimum = 0, default = 0)]
    pub offset: Option<u64>,
    /// Elements to return.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    pub limit: Option<u64>,
}

/// Elements of a list unless asked otherwise, as documented.
const LIMIT: u64 = 100;

/// Elements of a list at most, as documented.
const LIMIT_MOST: u64 = 1_000;

/// Offsets beyond this are no list any more, and do not fit into the database's integers.
const OFFSET_MOST: u64 = 1 << 40;

impl PageQuery {
    /// Offset and limit with their defaults.
    pub(crate) fn range(&self) -> (u64, u64) {
        (self.offset.unwrap_or(0), self.limit.unwrap_or(LIMIT))
    }

    /// That part of a whole list.
    pub(crate) fn part<T>(&self, all: Vec<T>) -> impl Iterator<Item = T> {
        let (offset, limit) = self.range();
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        all.into_iter().skip(count(offset)).take(count(limit))
    }

    /// What stands at the end of the answer.
    pub(crate) fn pagination(&self, total: u64) -> Pagination {
        let (offset, limit) = self.range();
        Pagination { offset, limit, total }
    }
}

impl FromFields for PageQuery {
    fn from_fields(fields: &mut Fields) -> Option<Self> {
        let (offset, limit) =
            (fields.number("offset", (0, OFFSET_MOST)), fields.number("limit", (1, LIMIT_MOST)));
        Some(Self { offset, limit })
    }
}
