//! `mien scrobble`: the account at a Last.fm-compatible server.

use std::io::{self, BufRead, IsTerminal, Write};

use serde_json::json;

use super::args::ScrobbleWhat;
use super::{CliError, Context, Outcome};
use crate::control::{self, AskError, Request};
use crate::scrobble;
use crate::settings::{LastFm, Settings};

/// Runs the command.
pub fn run(what: &ScrobbleWhat, context: &Context) -> Result<Outcome, CliError> {
    match what {
        ScrobbleWhat::Status => status(context),
        ScrobbleWhat::Login { user, url, key, secret } => {
            let mut account = Settings::load(&context.paths.settings()).0.lastfm;
            for (field, given) in
                [(&mut account.url, url), (&mut account.key, key), (&mut account.secret, secret)]
            {
                if let Some(given) = given {
                    field.clone_from(given);
                }
            }
            log_in(&account, user, context)
        }
    }
}

fn status(context: &Context) -> Result<Outcome, CliError> {
    let settings = Settings::load(&context.paths.settings()).0;
    let waiting = scrobble::waiting(&context.paths.scrobbles());
    let (brainz, lastfm) = (settings.listenbrainz.is_ready(), settings.lastfm.is_ready());
    if context.out.is_json() {
        let document = json!({ "listenbrainz": brainz, "lastfm": lastfm, "waiting": waiting });
        context.out.json(&document)?;
    } else {
        let word = |on| if on { "on" } else { "off" };
        context.out.line(format!("ListenBrainz: {}. Last.fm: {}.", word(brainz), word(lastfm)))?;
        context.out.line(format!("{waiting} listens wait to be sent."))?;
    }
    Ok(Outcome::Done)
}

fn log_in(account: &LastFm, user: &str, context: &Context) -> Result<Outcome, CliError> {
    if account.key.is_empty() || account.secret.is_empty() {
        return Err(CliError::new("The server's key and secret are needed: --key KEY --secret SECRET."));
    }
    let password = read_password().map_err(|error| {
        CliError::new("The password could not be read from standard input.").with_detail(error)
    })?;
    let account = scrobble::log_in(account, user, &password)
        .map_err(|error| CliError::new("The login did not work.").with_detail(error))?;
    match control::ask(&context.paths, &Request::LastFm { account: account.clone() }) {
        Ok(_) => {}
        Err(AskError::NotRunning) => {
            let mut settings = Settings::load(&context.paths.settings()).0;
            settings.lastfm = account;
            settings
                .save(&context.paths.settings())
                .map_err(|error| CliError::new("The settings could not be saved.").with_detail(error))?;
        }
        Err(error) => return Err(super::ctl::told(&error)),
    }
    if context.out.is_json() {
        context.out.json(&json!({ "lastfm": true }))?;
    } else {
        context.out.line("Logged in. Mien tells the server what you hear from now on.")?;
    }
    Ok(Outcome::Done)
}

fn read_password() -> io::Result<String> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        write!(io::stderr(), "Password (it shows while you type): ")?;
    }
    let mut line = String::new();
    stdin.lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
