//! The process of a child: another run of the program, or this one forked before it had threads.
//!
//! Starting the program anew takes 3 ms of CPU time, more than reading most files: its 117,000 addresses are put right
//! page by page. A fork takes a tenth of that. It is made only while the process has a single thread, since a fork in
//! the midst of others may find locks taken for ever.

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::process::ExitStatusExt as _;
use std::panic::catch_unwind;
use std::process::{Child, ExitStatus};

use super::serve::serve_reader;

/// A process that can be waited for and ended.
#[derive(Debug)]
pub(super) enum Process {
    /// Another run of the program.
    Started(Child),
    /// This program, forked.
    Forked {
        /// Its number, while it was not waited for.
        id: libc::pid_t,
        /// How it ended.
        ended: Option<ExitStatus>,
    },
}

/// A fork with the other ends of its pipes.
pub(super) struct Fork {
    pub(super) process: Process,
    pub(super) stdin: File,
    pub(super) stdout: File,
    pub(super) stderr: File,
}

impl Process {
    /// How it ended; `None` while it runs.
    pub(super) fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        match self {
            Self::Started(child) => child.try_wait(),
            Self::Forked { id, ended } => wait_for(*id, ended, libc::WNOHANG),
        }
    }

    /// Waits until it has ended.
    pub(super) fn wait(&mut self) -> io::Result<ExitStatus> {
        match self {
            Self::Started(child) => child.wait(),
            Self::Forked { id, ended } => wait_for(*id, ended, 0)?.ok_or(io::ErrorKind::Other.into()),
        }
    }

    /// Ends it at once.
    pub(super) fn kill(&mut self) -> io::Result<()> {
        match self {
            Self::Started(child) => child.kill(),
            // Once it was waited for, its number may be another's.
            Self::Forked { ended: Some(_), .. } => Ok(()),
            Self::Forked { id, .. } => {
                // SAFETY: a plain call on a child of ours that was not waited for.
                match unsafe { libc::kill(*id, libc::SIGKILL) } {
                    0 => Ok(()),
                    _ => Err(io::Error::last_os_error()),
                }
            }
        }
    }
}

fn wait_for(
    id: libc::pid_t,
    ended: &mut Option<ExitStatus>,
    how: libc::c_int,
) -> io::Result<Option<ExitStatus>> {
    while ended.is_none() {
        let mut status = 0;
        // SAFETY: the pointer is to a local number.
        match unsafe { libc::waitpid(id, &raw mut status, how) } {
            0 => return Ok(None),
            -1 => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
            _ => *ended = Some(ExitStatus::from_raw(status)),
        }
    }
    Ok(*ended)
}

/// Forks a reader, if this process has a single thread; `variables` are all that it keeps of the environment.
pub(super) fn fork_reader(variables: &[(String, std::ffi::OsString)]) -> Option<Fork> {
    if !has_one_thread() {
        return None;
    }
    let (their_stdin, stdin) = io::pipe().ok()?;
    let (stdout, their_stdout) = io::pipe().ok()?;
    let (stderr, their_stderr) = io::pipe().ok()?;
    let theirs: [OwnedFd; 3] = [their_stdin.into(), their_stdout.into(), their_stderr.into()];
    // SAFETY: there is no other thread whose locks could stay taken; the child never comes back from `serve`.
    match unsafe { libc::fork() } {
        -1 => None,
        0 => serve(&theirs, variables),
        id => Some(Fork {
            process: Process::Forked { id, ended: None },
            stdin: OwnedFd::from(stdin).into(),
            stdout: OwnedFd::from(stdout).into(),
            stderr: OwnedFd::from(stderr).into(),
        }),
    }
}

/// The life of a fork: nothing of what the program had open stays so, then it reads files until its parent is gone.
fn serve(theirs: &[OwnedFd; 3], variables: &[(String, std::ffi::OsString)]) -> ! {
    // SAFETY: plain calls on descriptors of this process, which has one thread; also the environment is its alone.
    unsafe {
        for (target, source) in theirs.iter().enumerate() {
            if libc::dup2(source.as_raw_fd(), target as libc::c_int) < 0 {
                libc::_exit(1);
            }
        }
        close_all_from(libc::STDERR_FILENO + 1);
        for (name, _) in std::env::vars_os() {
            std::env::remove_var(name);
        }
        for (name, value) in variables {
            std::env::set_var(name, value);
        }
    }
    let is_served = catch_unwind(|| serve_reader().is_ok()).unwrap_or(false);
    // SAFETY: ends the process without what the parent has registered for its own end.
    unsafe { libc::_exit(i32::from(!is_served)) }
}

/// Closes every descriptor from this one on.
///
/// # Safety
/// Nothing may use them any more.
unsafe fn close_all_from(first: libc::c_int) {
    // SAFETY: as promised by the caller; the numbers are in range.
    unsafe {
        #[cfg(target_os = "linux")]
        if libc::syscall(libc::SYS_close_range, first, libc::c_uint::MAX, 0) == 0 {
            return;
        }
        for descriptor in first..libc::sysconf(libc::_SC_OPEN_MAX).clamp(0, 65_536) as libc::c_int {
            libc::close(descriptor);
        }
    }
}

/// Whether this process has one thread; only Linux tells.
fn has_one_thread() -> bool {
    std::fs::read_dir("/proc/self/task").is_ok_and(|threads| threads.count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_with_other_threads_is_not_forked() {
        let (keep, wait) = std::sync::mpsc::channel::<()>();
        let other = std::thread::spawn(move || wait.recv());
        assert!(fork_reader(&[]).is_none());
        drop(keep);
        assert!(other.join().unwrap().is_err());
    }
}
