//! `mien pages`: man pages and shell completions, made from the definition of the arguments.

use std::io;
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::{Args, PagesArgs};
use super::{CliError, Outcome};

/// Runs the command.
pub fn run(args: &PagesArgs) -> Result<Outcome, CliError> {
    write(&args.folder)
        .map_err(|error| {
            let text = format!("The pages cannot be written to {}.", args.folder.display());
            CliError::new(text).with_detail(error)
        })
        .map(|()| Outcome::Done)
}

fn write(folder: &Path) -> io::Result<()> {
    let (man, completions) = (folder.join("man"), folder.join("completions"));
    std::fs::create_dir_all(&man)?;
    std::fs::create_dir_all(&completions)?;
    clap_mangen::generate_to(Args::command(), man)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut Args::command(), "mien", &completions)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_and_every_shell_its_completions() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path()).unwrap();
        for command in Args::command().get_subcommands().filter(|command| !command.is_hide_set()) {
            let page = folder.path().join(format!("man/mien-{}.1", command.get_name()));
            assert!(page.is_file(), "{}", page.display());
        }
        let page = std::fs::read_to_string(folder.path().join("man/mien.1")).unwrap();
        assert!(page.contains("mien\\-play(1)") && !page.contains("pages"), "{page}");
        for file in ["mien.bash", "_mien", "mien.fish"] {
            let text = std::fs::read_to_string(folder.path().join("completions").join(file)).unwrap();
            assert!(text.contains("recommend"), "{file}");
        }
    }
}
