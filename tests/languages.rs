//! The words of the window: every key that is used is there, every message is used, and every language says the same.
//! Read from the sources and from `assets/locales`, so that a forgotten translation fails here and not at a listener's.

#![allow(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm)] // A test fails by panicking.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// A message or an attribute, and the variables in it.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Attributes that are looked up for many messages at once, by `Key::with`.
const SHARED: [&str; 3] = ["about", "words", "than"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

fn variables(pattern: &Pattern<String>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &Expression<String>, found: &mut BTreeSet<String>) {
    let inline = |inline: &InlineExpression<String>, found: &mut BTreeSet<String>| match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => in_expression(expression, found),
        _ => {}
    };
    match expression {
        Expression::Inline(one) => inline(one, found),
        Expression::Select { selector, variants } => {
            inline(selector, found);
            for variant in variants {
                variables(&variant.value, found);
            }
        }
    }
}

/// All messages of a language; panics where a file is not Fluent or says a thing twice.
fn messages(language: &str) -> Messages {
    let mut paths = Vec::new();
    files(&root().join("assets/locales").join(language), "ftl", &mut paths);
    let mut all = Messages::new();
    let mut add = |key: String, pattern: &Pattern<String>, path: &Path| {
        let mut found = BTreeSet::new();
        variables(pattern, &mut found);
        assert!(all.insert(key.clone(), found).is_none(), "{}: {key} is there twice", path.display());
    };
    for path in paths {
        let read = parser::parse(fs::read_to_string(&path).unwrap());
        let resource = read.unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            if let Some(value) = &message.value {
                add(message.id.name.clone(), value, &path);
            }
            for attribute in &message.attributes {
                add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value, &path);
            }
        }
    }
    all
}

fn languages() -> Vec<String> {
    let folders = fs::read_dir(root().join("assets/locales")).unwrap();
    let names = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "en").collect()
}

/// A use of a key in the sources, and the variables it is given where the call says so.
fn uses() -> Vec<(PathBuf, String, Option<BTreeSet<String>>)> {
    let mut paths = Vec::new();
    files(&root().join("src"), "rs", &mut paths);
    let mut found = Vec::new();
    for path in paths.into_iter().filter(|path| !path.ends_with("language.rs")) {
        let text = fs::read_to_string(&path).unwrap();
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for name in ["t", "text", "key"] {
            let call = format!("{name}!(");
            for (at, _) in code.match_indices(&call) {
                if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                let rest = code[at + call.len()..].trim_start();
                let Some(rest) = rest.strip_prefix('"') else { continue };
                let (key, rest) = rest.split_once('"').unwrap();
                found.push((path.clone(), key.to_owned(), (name != "key").then(|| given(rest))));
            }
        }
    }
    found
}

/// The names of `, name = value, …)` after a key.
fn given(rest: &str) -> BTreeSet<String> {
    let (mut depth, mut names, mut part) = (0, BTreeSet::new(), String::new());
    for character in rest.chars() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => part.clear(),
            '=' if depth == 0 && !part.trim().is_empty() => {
                names.insert(part.trim().to_owned());
                part.clear();
                // What follows is the value.
                part.push('=');
            }
            other => part.push(other),
        }
        if part.starts_with('=') {
            part.truncate(1);
        }
    }
    names.remove("");
    names.retain(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    names
}

#[test]
fn every_key_is_there_and_gets_the_variables_it_has() {
    let english = messages("en");
    for (path, key, given) in uses() {
        let Some(variables) = english.get(&key) else {
            panic!("{}: \"{key}\" is in no file below assets/locales/en", path.display());
        };
        if let Some(given) = given {
            assert_eq!(variables, &given, "{}: the variables of \"{key}\"", path.display());
        }
    }
}

#[test]
fn every_message_is_used() {
    let used: BTreeSet<String> = uses().into_iter().map(|(_, key, _)| key).collect();
    assert!(used.len() > 50, "only {} uses were found: is the reading of sources broken?", used.len());
    for key in messages("en").keys() {
        let shared =
            key.split_once('.').is_some_and(|(id, part)| SHARED.contains(&part) && used.contains(id));
        assert!(shared || used.contains(key), "\"{key}\" is used nowhere: remove it from every language");
    }
}

#[test]
fn every_language_says_the_same_with_the_same_variables() {
    let english = messages("en");
    for language in languages() {
        let translated = messages(&language);
        for key in english.keys() {
            assert!(translated.contains_key(key), "{language} lacks \"{key}\"");
        }
        for (key, variables) in &translated {
            assert_eq!(english.get(key), Some(variables), "{language}: \"{key}\" and its variables");
        }
    }
}

#[test]
fn the_review_sees_what_it_must() {
    let names = |rest: &str| given(rest).into_iter().collect::<Vec<_>>();
    assert_eq!(names(", count = tracks.len(), name = f(a, b == c))"), ["count", "name"]);
    assert_eq!(names(", left = (seconds + 30) / 60, all = all)"), ["all", "left"]);
    assert!(names(")").is_empty() && names(").with(x)").is_empty());
}
