//! What a file may cost, as arguments and environment of the commands that keep an installation working.

use perigee_app::Limits;

/// What a file may cost.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Limits")]
pub struct FileLimits {
    /// MiB of a file.
    #[arg(long, value_name = "N", default_value_t = 500, env = "PERIGEE_MAX_FILE_MIB", value_parser = at_least_one())]
    max_file_mib: u32,
    /// Pages of a file.
    #[arg(long, value_name = "N", default_value_t = 2_000, env = "PERIGEE_MAX_PAGES", value_parser = at_least_one())]
    max_pages: u32,
    /// Megapixels of a page.
    #[arg(long, value_name = "N", default_value_t = 100, env = "PERIGEE_MAX_MEGAPIXELS", value_parser = at_least_one())]
    max_megapixels: u32,
    /// CPU seconds a page may take.
    #[arg(long, value_name = "N", default_value_t = 60, env = "PERIGEE_PAGE_SECONDS", value_parser = at_least_one())]
    page_seconds: u32,
    /// MiB of memory that reading a file may take.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 4_096,
        env = "PERIGEE_READER_MIB",
        value_parser = clap::value_parser!(u32).range(MIN_READER_MIB..)
    )]
    reader_mib: u32,
}

/// Below this a reader cannot even load Tesseract with three languages.
const MIN_READER_MIB: i64 = 512;

fn at_least_one() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(1..)
}

impl FileLimits {
    /// The limits as the engine takes them.
    pub fn limits(&self) -> Limits {
        Limits {
            file_bytes: u64::from(self.max_file_mib) << 20,
            pages: self.max_pages,
            page_pixels: u64::from(self.max_megapixels) * 1_000_000,
            cpu_seconds_per_page: self.page_seconds,
            memory_bytes: u64::from(self.reader_mib) << 20,
            ..Limits::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    #[derive(clap::Parser)]
    struct Command {
        #[command(flatten)]
        limits: FileLimits,
    }

    #[test]
    fn without_arguments_the_limits_are_the_engines_defaults() {
        let given = Command::parse_from(["perigee"]).limits.limits();
        assert_eq!(format!("{given:?}"), format!("{:?}", Limits::default()));
    }

    #[test]
    fn a_limit_of_nothing_is_refused() {
        assert!(Command::try_parse_from(["perigee", "--max-pages", "0"]).is_err());
        assert!(Command::try_parse_from(["perigee", "--reader-mib", "8"]).is_err());
    }
}
