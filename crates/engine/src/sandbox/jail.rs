//! Takes away from a child what reading a file does not need.
//!
//! Limits of memory, CPU time and open files everywhere on Unix; on Linux also no new privileges, no core dumps,
//! no network and no other programs, and where the kernel has Landlock, no change to any file.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use crate::Limits;

/// Open files a child may have: the document, its pipes, and the libraries while they load.
const MAX_OPEN_FILES: u64 = 64;

/// Locks the child in; called once, before the first file is opened.
pub(super) fn enter(limits: &Limits) {
    limit(libc::RLIMIT_AS, limits.memory_bytes);
    limit(libc::RLIMIT_CORE, 0);
    // Pipes are not files in this sense: the child answers, but writes nothing to disk.
    limit(libc::RLIMIT_FSIZE, 0);
    limit(libc::RLIMIT_NOFILE, MAX_OPEN_FILES);
    #[cfg(target_os = "linux")]
    linux::enter();
}

/// Holds a program outside that is about to be started, and all that it will start: as a reader is held, but it may
/// write files, start programs and talk to itself.
pub(crate) fn hold(command: &mut Command, limits: &Limits) {
    let (memory, seconds, bytes) = (limits.memory_bytes, limits.convert_seconds.into(), limits.file_bytes);
    // Made before the fork: nothing may be allocated between it and the start of the program.
    #[cfg(target_os = "linux")]
    let network = linux::no_network();
    let enter = move || {
        limit(libc::RLIMIT_AS, memory);
        limit(libc::RLIMIT_CPU, seconds);
        limit(libc::RLIMIT_FSIZE, bytes);
        limit(libc::RLIMIT_CORE, 0);
        #[cfg(target_os = "linux")]
        linux::apply(&network);
        Ok(())
    };
    // SAFETY: only system calls are made, on values that were made before.
    unsafe { command.pre_exec(enter) };
}

/// Grants this many more seconds of CPU time from now on; when they are used up, the kernel ends the child.
pub(super) fn grant_cpu_seconds(seconds: u32) {
    let soft = used_cpu_seconds().saturating_add(u64::from(seconds)).saturating_add(1);
    // Only the soft limit moves, so that it can be raised again for the next page.
    set(libc::RLIMIT_CPU, |current| libc::rlimit { rlim_cur: soft, ..current });
}

fn used_cpu_seconds() -> u64 {
    // SAFETY: the structure is plain numbers, and the call fills it.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &raw mut usage);
        usage
    };
    u64::try_from(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec).unwrap_or(0)
}

#[cfg(target_env = "gnu")]
type Resource = libc::__rlimit_resource_t;
#[cfg(not(target_env = "gnu"))]
type Resource = libc::c_int;

fn limit(resource: Resource, value: u64) {
    set(resource, |current| {
        let value = value.min(current.rlim_max);
        libc::rlimit { rlim_cur: value, rlim_max: value }
    });
}

fn set(resource: Resource, change: impl Fn(libc::rlimit) -> libc::rlimit) {
    let mut current = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: both calls get a pointer to a local structure. A refusal leaves the limit as it was, which other
    // limits and the parent's clock back up.
    unsafe {
        if libc::getrlimit(resource, &raw mut current) == 0 {
            let changed = change(current);
            libc::setrlimit(resource, &raw const changed);
        }
    }
}

#[cfg(target_os = "linux")]
mod linux {
    /// Irrevocably gives up new privileges, being traced or dumped, and the system calls listed below.
    pub(super) fn enter() {
        // Before the filter, which would not let an unknown call pass for ever.
        forbid_changes();
        // SAFETY: a plain flag.
        unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0) };
        apply(&filter());
    }

    /// Irrevocably gives up new privileges and what the filter refuses.
    pub(super) fn apply(program: &[libc::sock_filter]) {
        // SAFETY: plain flags; the filter is a local that outlives the call, which copies it and its program.
        unsafe {
            libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
            let filter = libc::sock_fprog { len: program.len() as u16, filter: program.as_ptr().cast_mut() };
            libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &raw const filter, 0, 0);
        }
    }

    /// Rights of Landlock (`linux/landlock.h`) that change files or start programs: execute, write, remove, make; what is
    /// handled and granted nowhere is forbidden everywhere. Reading stays: the child opens what it is told to read.
    const CHANGES: u64 = 0b1_1111_1111_0011;

    /// Cutting files off, which is a right of its own since version 3.
    const TRUNCATE: u64 = 1 << 14;

    /// The version of Landlock, 0 without.
    pub(super) fn landlock_version() -> libc::c_long {
        // SAFETY: asks for the version, which takes no structure.
        unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, std::ptr::null::<u64>(), 0_usize, 1_u32) }
            .max(0)
    }

    /// Forbids every change of the file system; does nothing where the kernel cannot.
    fn forbid_changes() {
        let version = landlock_version();
        if version < 1 {
            return;
        }
        let handled = if version >= 3 { CHANGES | TRUNCATE } else { CHANGES };
        // SAFETY: the structure is one number, of which the kernel is told the size; the descriptor is our own.
        unsafe {
            libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
            let size = size_of_val(&handled);
            let rules = libc::syscall(libc::SYS_landlock_create_ruleset, &raw const handled, size, 0_u32);
            if rules >= 0 {
                libc::syscall(libc::SYS_landlock_restrict_self, rules, 0_u32);
                libc::close(rules as libc::c_int);
            }
        }
    }

    /// System calls that reach other machines, other programs or other processes.
    const REFUSED: [libc::c_long; 12] = [
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_sendto,
        libc::SYS_sendmsg,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_writev,
        libc::SYS_kill,
    ];

    /// Where `seccomp_data` holds the number of the call and the architecture.
    const NUMBER_AT: u32 = 0;
    const ARCHITECTURE_AT: u32 = 4;

    #[cfg(target_arch = "x86_64")]
    const ARCHITECTURE: u32 = 0xc000_003e;
    #[cfg(target_arch = "aarch64")]
    const ARCHITECTURE: u32 = 0xc000_00b7;
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    const ARCHITECTURE: u32 = 0;

    /// Numbers from here on are the x32 calls, by which the list could be passed by.
    const X32: u32 = 0x4000_0000;

    const LOAD: u16 = (libc::BPF_LD | libc::BPF_W | libc::BPF_ABS) as u16;
    const IF_EQUAL: u16 = (libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K) as u16;
    const IF_AT_LEAST: u16 = (libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K) as u16;
    const RETURN: u16 = (libc::BPF_RET | libc::BPF_K) as u16;

    /// The lower half of the first argument of a call.
    const FIRST_ARGUMENT_AT: u32 = 16;

    /// "Not permitted" for every socket but those between processes of this machine.
    pub(super) fn no_network() -> Vec<libc::sock_filter> {
        let mut program = own_architecture();
        program.extend([
            step(IF_EQUAL, 0, 3, libc::SYS_socket as u32),
            step(LOAD, 0, 0, FIRST_ARGUMENT_AT),
            step(IF_EQUAL, 1, 0, libc::AF_UNIX as u32),
            step(RETURN, 0, 0, REFUSE),
            step(RETURN, 0, 0, libc::SECCOMP_RET_ALLOW),
        ]);
        program
    }

    const REFUSE: u32 = libc::SECCOMP_RET_ERRNO | libc::EPERM as u32;

    const fn step(code: u16, jt: u8, jf: u8, k: u32) -> libc::sock_filter {
        libc::sock_filter { code, jt, jf, k }
    }

    /// "Not permitted" for the refused calls, everything else as before.
    fn filter() -> Vec<libc::sock_filter> {
        let mut program = own_architecture();
        for call in REFUSED {
            program.push(step(IF_EQUAL, 0, 1, call as u32));
            program.push(step(RETURN, 0, 0, REFUSE));
        }
        program.push(step(RETURN, 0, 0, libc::SECCOMP_RET_ALLOW));
        program
    }

    /// Loads the number of the call; all but calls of our own architecture are refused.
    fn own_architecture() -> Vec<libc::sock_filter> {
        let mut program = vec![step(LOAD, 0, 0, NUMBER_AT)];
        if ARCHITECTURE != 0 {
            program = vec![
                step(LOAD, 0, 0, ARCHITECTURE_AT),
                step(IF_EQUAL, 1, 0, ARCHITECTURE),
                step(RETURN, 0, 0, REFUSE),
                step(LOAD, 0, 0, NUMBER_AT),
                step(IF_AT_LEAST, 0, 1, X32),
                step(RETURN, 0, 0, REFUSE),
            ];
        }
        program
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn the_filter_lets_no_socket_be_opened() {
        // A filter holds for the thread that sets it and its children, so a thread of its own is enough of a jail.
        let refused = std::thread::spawn(|| {
            super::linux::enter();
            std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| error.kind())
        });
        assert_eq!(refused.join().unwrap().unwrap_err(), std::io::ErrorKind::PermissionDenied);
    }

    #[test]
    fn a_jailed_child_changes_no_file() {
        if super::linux::landlock_version() < 1 {
            eprintln!("this kernel has no Landlock");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        std::fs::write(&old, "kept").unwrap();
        let (inner_old, inner_new) = (old.clone(), new.clone());
        let refused = std::thread::spawn(move || {
            super::linux::enter();
            let read = std::fs::read(&inner_old).unwrap();
            let changes = [
                std::fs::write(&inner_old, "changed"),
                std::fs::write(&inner_new, "made"),
                std::fs::remove_file(&inner_old),
                std::fs::rename(&inner_old, &inner_new),
            ];
            (read, changes.map(|change| change.unwrap_err().kind()))
        });
        let (read, refused) = refused.join().unwrap();
        assert_eq!(read, b"kept");
        assert_eq!(refused, [std::io::ErrorKind::PermissionDenied; 4]);
        assert_eq!(std::fs::read(&old).unwrap(), b"kept");
        assert!(!new.exists());
    }

    #[test]
    fn a_held_program_may_talk_inside_the_machine_alone() {
        let outcome = std::thread::spawn(|| {
            super::linux::apply(&super::linux::no_network());
            let outside = std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| error.kind());
            (outside, std::os::unix::net::UnixDatagram::unbound().is_ok())
        });
        let (outside, inside) = outcome.join().unwrap();
        assert_eq!(outside.unwrap_err(), std::io::ErrorKind::PermissionDenied);
        assert!(inside);
    }
}
