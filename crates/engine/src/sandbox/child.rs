//! The parent's side of one child: ask, listen with a clock, kill.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use perigee_model::FileFault;

use super::death;
use super::frame::{self, HEADER_BYTES, Kind, MAX_FRAME_BYTES, Request};
use super::process::{Fork, Process, fork_reader};
use crate::{Limits, fault};

/// How long one wait for the child lasts before the caller is asked whether to go on; keeps "cancels within a
/// second" true for pages that take longer.
const BEAT: Duration = Duration::from_millis(400);

/// How much of what the child prints on standard error is kept, to explain its death.
const LAST_WORDS_BYTES: usize = 4096;

/// Variables that a child keeps: where libraries and language data are found.
const KEPT_VARIABLES: [&str; 5] =
    ["PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"];

/// A running child.
#[derive(Debug)]
pub(super) struct ReaderChild {
    process: Process,
    stdin: File,
    stdout: File,
    stderr: File,
    received: Vec<u8>,
    last_words: Vec<u8>,
    /// Requests it has served.
    pub(super) jobs: u32,
}

/// What listening brought.
pub(super) enum Heard {
    /// A frame.
    Frame(Kind, Vec<u8>),
    /// Nothing yet.
    Beat,
}

impl ReaderChild {
    /// Starts `program reader`.
    pub(super) fn start(program: &Path, limits: &Limits, models: Option<&Path>) -> Result<Self, FileFault> {
        let mut command = Command::new(program);
        command.arg("reader").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env_clear().envs(variables());
        let mut process = command.spawn().map_err(|_| fault::not_started())?;
        let pipes = (process.stdin.take(), process.stdout.take(), process.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else { return Err(fault::not_started()) };
        let (stdin, stdout, stderr) = (OwnedFd::from(stdin), OwnedFd::from(stdout), OwnedFd::from(stderr));
        let process = Process::Started(process);
        let fork = Fork { process, stdin: stdin.into(), stdout: stdout.into(), stderr: stderr.into() };
        Self::begin(fork, limits, models)
    }

    /// Forks this program as a reader; `None` when that is not safe any more.
    pub(super) fn fork(limits: &Limits, models: Option<&Path>) -> Option<Self> {
        Self::begin(fork_reader(&variables())?, limits, models).ok()
    }

    fn begin(fork: Fork, limits: &Limits, models: Option<&Path>) -> Result<Self, FileFault> {
        let Fork { process, stdin, stdout, stderr } = fork;
        let (received, last_words) = (Vec::new(), Vec::new());
        let mut child = Self { process, stdin, stdout, stderr, received, last_words, jobs: 0 };
        let begin = Request::Begin { limits: *limits, models: models.map(Into::into) };
        child.ask(&begin).map_err(|_| fault::not_started())?;
        Ok(child)
    }

    /// Sends a request.
    pub(super) fn ask(&mut self, request: &Request) -> io::Result<()> {
        frame::write_json(&mut self.stdin, 0, request)
    }

    /// Whether it is still there, waiting for a request.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    /// Waits for the next frame, at most a beat.
    pub(super) fn listen(&mut self) -> Result<Heard, FileFault> {
        let end = Instant::now() + BEAT;
        loop {
            if let Some((kind, payload)) = self.take_frame()? {
                return Ok(Heard::Frame(kind, payload));
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(Heard::Beat);
            }
            let [out_ready, err_ready] = wait_for([self.stdout.as_raw_fd(), self.stderr.as_raw_fd()], left);
            let has_words = err_ready && self.take_last_words();
            if out_ready && !self.receive()? {
                return Err(self.explain_death());
            }
            if err_ready && !has_words && !out_ready && !self.is_alive() {
                return Err(self.explain_death());
            }
        }
    }

    /// Reads what is there; `false` at the end of the stream.
    fn receive(&mut self) -> Result<bool, FileFault> {
        let mut chunk = [0; 64 << 10];
        match self.stdout.read(&mut chunk) {
            Ok(0) => Ok(false),
            Ok(read) => {
                self.received.extend_from_slice(&chunk[..read]);
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(true),
            Err(_) => Ok(false),
        }
    }

    fn take_frame(&mut self) -> Result<Option<(Kind, Vec<u8>)>, FileFault> {
        let Some(header) = self.received.first_chunk::<HEADER_BYTES>() else { return Ok(None) };
        let (kind, length) = (Kind::find(header[0]), frame::payload_length(header));
        let kind = kind.filter(|_| length <= MAX_FRAME_BYTES).ok_or_else(fault::crashed)?;
        if self.received.len() < HEADER_BYTES + length {
            return Ok(None);
        }
        let rest = self.received.split_off(HEADER_BYTES + length);
        let mut payload = std::mem::replace(&mut self.received, rest);
        payload.drain(..HEADER_BYTES);
        Ok(Some((kind, payload)))
    }

    /// Keeps the end of what it printed; `false` when there is nothing more.
    fn take_last_words(&mut self) -> bool {
        let mut chunk = [0; LAST_WORDS_BYTES];
        let read = self.stderr.read(&mut chunk).unwrap_or(0);
        self.last_words.extend_from_slice(&chunk[..read]);
        let surplus = self.last_words.len().saturating_sub(LAST_WORDS_BYTES);
        self.last_words.drain(..surplus);
        read > 0
    }

    /// Why it gave up in the middle of a request, by what it printed before it said so.
    pub(super) fn explain_panic(&mut self) -> FileFault {
        while wait_for([self.stderr.as_raw_fd()], Duration::ZERO)[0] && self.take_last_words() {}
        death::explain_panic(&String::from_utf8_lossy(&self.last_words))
    }

    /// Why it ended; it has closed its pipes.
    fn explain_death(&mut self) -> FileFault {
        while wait_for([self.stderr.as_raw_fd()], Duration::ZERO)[0] && self.take_last_words() {}
        // The pipes close a moment before the process is gone; a child that only closed them is ended here.
        let end = Instant::now() + BEAT;
        while self.is_alive() && Instant::now() < end {
            std::thread::yield_now();
        }
        if self.is_alive() {
            self.kill();
            return fault::crashed();
        }
        match self.process.wait() {
            Ok(status) => death::explain(status, &String::from_utf8_lossy(&self.last_words)),
            Err(_) => fault::crashed(),
        }
    }

    /// Ends it at once.
    pub(super) fn kill(&mut self) {
        // Both fail only when it is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for ReaderChild {
    fn drop(&mut self) {
        self.kill();
    }
}

/// All that a child has of the environment.
fn variables() -> Vec<(String, OsString)> {
    let kept = KEPT_VARIABLES.iter().filter_map(|name| Some(((*name).to_owned(), std::env::var_os(name)?)));
    let set = [("OMP_THREAD_LIMIT", "1"), ("LC_ALL", "C.UTF-8")];
    kept.chain(set.map(|(name, value)| (name.to_owned(), value.into()))).collect()
}

/// Waits until one of the pipes has something to read or is closed.
fn wait_for<const N: usize>(pipes: [RawFd; N], time: Duration) -> [bool; N] {
    let mut polls = pipes.map(|fd| libc::pollfd { fd, events: libc::POLLIN, revents: 0 });
    // Rounded up, so that a rest under a millisecond does not spin.
    let milliseconds = i32::try_from(time.as_micros().div_ceil(1000)).unwrap_or(i32::MAX);
    // SAFETY: the pointer and the count describe a local array.
    unsafe { libc::poll(polls.as_mut_ptr(), N as libc::nfds_t, milliseconds) };
    polls.map(|poll| poll.revents != 0)
}
