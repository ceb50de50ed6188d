//! How the ends of a child become faults, with shell scripts in its place.

use std::ops::ControlFlow;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use perigee_engine::{Engine, EngineConfig, Limits, ReadOptions, ReaderMode};
use perigee_model::fault::codes;

use crate::read;

/// An engine whose child is this script, and the folder that holds it.
fn engine(script: &str, limits: Limits) -> (Engine, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let program = dir.path().join("child");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    (Engine::new(EngineConfig { reader: ReaderMode::ChildProcess { program }, limits, models: None }), dir)
}

fn code(script: &str) -> String {
    let (engine, _dir) = engine(script, Limits { stall_seconds: 1, ..Limits::default() });
    read(&engine, Path::new("any.pdf"), &ReadOptions::default()).unwrap_err().code
}

#[test]
fn a_child_that_dies_is_a_crash() {
    assert_eq!(code("head -c 20 > /dev/null; kill -SEGV $$"), codes::READER_CRASHED);
    assert_eq!(code("head -c 20 > /dev/null; exit 7"), codes::READER_CRASHED);
}

#[test]
fn a_child_that_runs_out_of_memory_says_so() {
    let script = "head -c 20 > /dev/null; echo 'memory allocation of 999 bytes failed' >&2; kill -ABRT $$";
    assert_eq!(code(script), codes::MEMORY_LIMIT);
}

#[test]
fn a_child_that_uses_up_its_cpu_time_says_so() {
    assert_eq!(code("head -c 20 > /dev/null; kill -XCPU $$"), codes::TIME_LIMIT);
}

#[test]
fn a_silent_child_is_killed_after_the_stall_time() {
    let begin = Instant::now();
    assert_eq!(code("cat > /dev/null"), codes::TIME_LIMIT);
    assert!(begin.elapsed() < Duration::from_secs(4), "{:?}", begin.elapsed());
}

#[test]
fn a_child_that_talks_nonsense_is_a_crash() {
    assert_eq!(code("echo this is not a frame at all; cat > /dev/null"), codes::READER_CRASHED);
}

#[test]
fn a_program_that_is_not_there_is_a_fault_for_the_operator() {
    let program = "/nonexistent/perigee".into();
    let engine = Engine::new(EngineConfig {
        reader: ReaderMode::ChildProcess { program },
        limits: Limits::default(),
        models: None,
    });
    let fault = read(&engine, Path::new("any.pdf"), &ReadOptions::default()).unwrap_err();
    assert!(fault.action.contains("doctor"), "{}", fault.action);
}

#[test]
fn a_long_page_can_be_cancelled_within_a_second() {
    let (engine, _dir) = engine("cat > /dev/null", Limits::default());
    let begin = Instant::now();
    let cancelled =
        engine.read(Path::new("any.pdf"), &ReadOptions::default(), &mut |_| ControlFlow::Break(()));
    assert_eq!(cancelled.unwrap_err().code, codes::CANCELLED);
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
}
