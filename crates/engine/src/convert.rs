//! Programs outside that make a PDF or a picture of what is not read here, or not with its looks.
//!
//! They parse hostile bytes as readers do, so they are held in the same way: a folder of their own for everything they
//! write, limits of memory, CPU time and file size, a deadline, an emptied environment, and no network.

use std::ffi::OsString;
use std::ops::ControlFlow;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use perigee_render::{Converter, FileKind};
use tempfile::TempDir;

use crate::Limits;
use crate::sandbox::{Available, hold};

/// How often a converter is looked at.
const BEAT: Duration = Duration::from_millis(50);

/// What LibreOffice is told before it opens anything: run no macros, follow no links, load nothing from elsewhere.
const OFFICE_SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"#;

/// Programs that are installed on this machine.
#[derive(Debug, Clone, Default)]
pub struct Converters {
    /// LibreOffice: `soffice`.
    pub office: Option<PathBuf>,
    /// The converter of libheif: `heif-convert` or `heif-dec`.
    pub heic: Option<PathBuf>,
}

/// Why there is nothing to read.
pub(crate) enum Failure {
    /// Nobody waits any more.
    Cancelled,
    /// The program failed, or took too long.
    NotConverted,
}

/// What a converter made; goes away with this value.
pub(crate) struct Converted {
    path: PathBuf,
    _folder: TempDir,
}

impl Converted {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Converters {
    /// Which there are.
    pub(crate) fn available(&self) -> Available {
        Available { office: self.office.is_some(), heic: self.heic.is_some() }
    }

    /// Converts a file; `is_wanted` is asked several times a second whether to go on.
    pub(crate) fn convert(
        &self,
        path: &Path,
        kind: FileKind,
        limits: &Limits,
        is_wanted: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Converted, Failure> {
        let failed = |_: std::io::Error| Failure::NotConverted;
        let folder = TempDir::new().map_err(failed)?;
        // The name is ours: programs go by its end, and nothing of the sender's name reaches them.
        let source = folder.path().join(format!("document.{}", kind.extension()));
        std::fs::copy(path, &source).map_err(failed)?;
        let mut command = match (kind.converter(), &self.office, &self.heic) {
            (Some(Converter::Office), Some(program), _) => {
                office(program, folder.path(), &source).map_err(failed)?
            }
            (Some(Converter::Heic), _, Some(program)) => {
                let mut command = Command::new(program);
                command.arg(&source).arg(folder.path().join("made.png"));
                command
            }
            _ => return Err(Failure::NotConverted),
        };
        run(&mut command, folder.path(), limits, is_wanted)?;
        let path = made(folder.path()).ok_or(Failure::NotConverted)?;
        Ok(Converted { path, _folder: folder })
    }
}

/// LibreOffice with a profile of its own, so that it neither waits for another one nor keeps anything.
fn office(program: &Path, folder: &Path, source: &Path) -> std::io::Result<Command> {
    let profile = folder.join("profile");
    std::fs::create_dir_all(profile.join("user"))?;
    std::fs::write(profile.join("user/registrymodifications.xcu"), OFFICE_SETTINGS)?;
    let mut installation = OsString::from("-env:UserInstallation=file://");
    installation.push(&profile);
    let made = folder.join("made");
    std::fs::create_dir(&made)?;
    let mut command = Command::new(program);
    command.arg(installation).args(["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]);
    command.args(["--convert-to", "pdf", "--outdir"]).arg(made).arg(source);
    Ok(command)
}

/// What was made: the PDF, or the first of the pictures.
fn made(folder: &Path) -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = [folder.join("made"), folder.to_owned()]
        .iter()
        .filter_map(|place| std::fs::read_dir(place).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "pdf" || end == "png"))
        .filter(|path| {
            path.file_name().is_some_and(|name| !is_source(name.to_string_lossy().as_ref(), path, folder))
        })
        .filter(|path| std::fs::symlink_metadata(path).is_ok_and(|data| data.is_file() && data.len() > 0))
        .collect();
    found.sort();
    found.into_iter().next()
}

/// The file that was given, which lies in the folder itself under a name of ours.
fn is_source(name: &str, path: &Path, folder: &Path) -> bool {
    name.starts_with("document.") && path.parent() == Some(folder)
}

/// Runs the program to its end, its deadline, or until nobody waits.
fn run(
    command: &mut Command,
    folder: &Path,
    limits: &Limits,
    is_wanted: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<(), Failure> {
    command.env_clear().env("HOME", folder).env("TMPDIR", folder).env("LC_ALL", "C.UTF-8");
    command.env("PATH", "/usr/local/bin:/usr/bin:/bin").current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // What it starts belongs to its group, and ends with it.
    command.process_group(0);
    hold(command, limits);
    let mut group = Group(command.spawn().map_err(|_| Failure::NotConverted)?);
    let end = Instant::now() + Duration::from_secs(limits.convert_seconds.into());
    loop {
        match group.0.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(None) if Instant::now() < end => {}
            _ => return Err(Failure::NotConverted),
        }
        if is_wanted().is_break() {
            return Err(Failure::Cancelled);
        }
        std::thread::sleep(BEAT);
    }
}

/// A program with everything that it started; ended as a whole.
struct Group(Child);

impl Drop for Group {
    fn drop(&mut self) {
        if let Ok(id) = i32::try_from(self.0.id()) {
            // SAFETY: a plain call; the group has the number of its first process, which is not waited for before.
            unsafe { libc::kill(-id, libc::SIGKILL) };
        }
        let _gone = self.0.wait();
    }
}
