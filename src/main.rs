//! The `mien` binary: hands the arguments to the library and its answer to the system.

use std::process::ExitCode;

fn main() -> ExitCode {
    mien::cli::main()
}
