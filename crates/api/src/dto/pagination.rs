//! The end of every list.

use serde::Serialize;
use utoipa::ToSchema;

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
