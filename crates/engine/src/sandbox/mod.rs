//! Parses hostile bytes in child processes that can be killed: the same binary, started as `perigee reader`.
//!
//! `pool` keeps children and replaces them, `child` talks to one, `serve` is the child's own side, `jail` takes
//! its rights away, `frame` is what both say, `death` explains how a child ended.

mod child;
mod death;
mod frame;
mod jail;
mod pool;
mod serve;

pub(crate) use frame::Available;
pub(crate) use jail::hold;
pub(crate) use pool::Pool;
pub use serve::serve_reader;
