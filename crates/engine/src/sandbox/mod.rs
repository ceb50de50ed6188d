//! Parses hostile bytes in child processes that can be killed: the same binary, started as `perigee reader`.
//!
//! `pool` keeps children and replaces them, `child` talks to one, `process` starts and ends it, `serve` is the child's
//! own side, `jail` takes its rights away, `frame` and `page_frame` are what both say, `death` explains how a child
//! ended.

mod child;
mod death;
mod frame;
mod jail;
mod page_frame;
mod pool;
mod process;
mod serve;

pub(crate) use frame::Available;
pub(crate) use jail::hold;
pub(crate) use pool::Pool;
pub use serve::serve_reader;
