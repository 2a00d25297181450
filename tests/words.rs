//! Words: what the DJ, the journal and the answers about moods say to people is about music and never a diagnosis.
//! Every text in the source files of this part is read, so that a new one is reviewed as well.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may fail.

use std::fs;
use std::path::{Path, PathBuf};

/// Files and folders that speak to people about moods, below `src`. What the window says is in the language files, which
/// are read too.
const SPEAKING: [&str; 17] = [
    "calibration.rs",
    "journal.rs",
    "engine/dj",
    "engine/core/listening.rs",
    "engine/core/planning.rs",
    "engine/journaling.rs",
    "library/journal.rs",
    "cli/history.rs",
    "cli/recommend.rs",
    "ui/views/answers.rs",
    "ui/views/banners.rs",
    "ui/views/journal",
    "ui/views/journal.rs",
    "ui/views/settings/dj.rs",
    "ui/views/steering.rs",
    "ui/views/you.rs",
    "ui/words.rs",
];

/// Beginnings of words, and phrases, that would make a doctor of a music player, or a verdict of a guess.
const BANNED: [&str; 48] = [
    "diagnos",
    "depress",
    "anxiety",
    "anxious",
    "disorder",
    "therap",
    "patient",
    "symptom",
    "clinic",
    "medic",
    "mental",
    "illness",
    "disease",
    "sick",
    "suffer",
    "cure",
    "heal",
    "treat",
    "bipolar",
    "manic",
    "mania",
    "trauma",
    "panic attack",
    "burnout",
    "suicid",
    "self-harm",
    "addict",
    "syndrome",
    "patholog",
    "psychiatr",
    "psycholog",
    "doctor",
    "counsel",
    "unstable",
    "abnormal",
    "you are sad",
    "you are angry",
    "you are unhappy",
    "you are happy",
    "you're sad",
    "you feel",
    "makes you happy",
    "made you happy",
    "makes you feel",
    "caused",
    "because of this song",
    "improves your mood",
    "improved your mood",
];

/// The same in the other languages of the window.
const BANNED_ELSEWHERE: [(&str, &[&str]); 4] = [
    (
        "de",
        &[
            "diagnos",
            "depress",
            "angstst",
            "störung",
            "therap",
            "patient",
            "symptom",
            "klinik",
            "klinisch",
            "medizin",
            "psych",
            "krank",
            "leiden",
            "heil",
            "kurier",
            "behandl",
            "bipolar",
            "manisch",
            "trauma",
            "panik",
            "burnout",
            "suizid",
            "süchtig",
            "syndrom",
            "patholog",
            "arzt",
            "ärzt",
            "instabil",
            "abnormal",
            "sie sind traurig",
            "sie sind wütend",
            "sie sind unglücklich",
            "sie sind glücklich",
            "sie fühlen",
            "macht sie glücklich",
            "verursach",
            "wegen dieses",
            "verbessert ihre stimmung",
        ],
    ),
    (
        "fr",
        &[
            "diagnos",
            "dépress",
            "dépris",
            "anxié",
            "anxieu",
            "trouble",
            "thérap",
            "patient",
            "symptôm",
            "cliniq",
            "médec",
            "médic",
            "mental",
            "malad",
            "souffr",
            "guéri",
            "soign",
            "bipolair",
            "maniaq",
            "trauma",
            "panique",
            "burn",
            "suicid",
            "addict",
            "syndrom",
            "patholog",
            "psych",
            "docteur",
            "instable",
            "anormal",
            "vous êtes triste",
            "vous êtes en colère",
            "vous êtes malheureu",
            "vous êtes heureu",
            "vous vous sentez",
            "vous rend heureu",
            "à cause de",
            "améliore votre humeur",
        ],
    ),
    (
        "es",
        &[
            "diagn",
            "depres",
            "deprim",
            "ansied",
            "ansios",
            "trastorno",
            "terap",
            "paciente",
            "síntoma",
            "clínic",
            "médic",
            "medic",
            "mental",
            "enferm",
            "sufr",
            "curar",
            "cura ",
            "sanar",
            "tratamiento",
            "bipolar",
            "maníac",
            "trauma",
            "pánico",
            "suicid",
            "adicc",
            "adict",
            "síndrome",
            "patol",
            "psic",
            "psiq",
            "doctor",
            "inestable",
            "anormal",
            "estás triste",
            "estás enfadad",
            "eres infeliz",
            "eres feliz",
            "estás feliz",
            "te sientes",
            "te hace feliz",
            "por culpa",
            "mejora tu ánimo",
        ],
    ),
    (
        "ru",
        &[
            "диагно",
            "депресс",
            "тревож",
            "расстройств",
            "терап",
            "пациент",
            "симптом",
            "клини",
            "медиц",
            "психи",
            "психо",
            "болезн",
            "болен",
            "больн",
            "страда",
            "лечи",
            "лечен",
            "излеч",
            "биполяр",
            "маниак",
            "травм",
            "паник",
            "паниче",
            "выгоран",
            "суицид",
            "зависимост",
            "синдром",
            "патолог",
            "врач",
            "ненормальн",
            "вам грустно",
            "вы грустн",
            "вы злит",
            "вы несчастн",
            "вы счастлив",
            "вы чувству",
            "делает вас счастлив",
            "из-за этой песни",
            "улучшает ваше настроение",
        ],
    ),
];

fn sources(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            sources(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|ending| ending == "rs") {
        found.push(path.to_path_buf());
    }
}

/// The texts in quotes of a source file, without comments and tests; escapes stay as they are.
fn texts(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n").replace("'\"'", "");
    let (mut texts, mut current, mut escaped) = (Vec::new(), None::<String>, false);
    let mut characters = code.chars().peekable();
    while let Some(character) = characters.next() {
        match (&mut current, character) {
            (Some(text), '"') if !escaped => {
                texts.push(std::mem::take(text));
                current = None;
            }
            (Some(text), _) => {
                escaped = character == '\\' && !escaped;
                text.push(character);
            }
            (None, '"') => current = Some(String::new()),
            (None, '/') if characters.peek() == Some(&'/') => {
                // A comment behind code; those on lines of their own are gone already.
                while characters.next_if(|character| *character != '\n').is_some() {}
            }
            (None, _) => {}
        }
    }
    texts
}

/// Does a banned beginning stand at the beginning of a word?
fn is_banned(text: &str, phrase: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(phrase).any(|(at, _)| !text[..at].ends_with(char::is_alphabetic))
}

#[test]
fn no_text_of_this_part_is_a_diagnosis_or_names_a_cause() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut reviewed = 0;
    for name in SPEAKING {
        let mut files = Vec::new();
        sources(&src.join(name), &mut files);
        assert!(!files.is_empty() || src.join(name).is_dir(), "{name} is gone: correct the list");
        for file in files.iter().filter(|file| !file.ends_with("tests.rs")) {
            for text in texts(&fs::read_to_string(file).unwrap()) {
                reviewed += 1;
                let banned = BANNED.iter().find(|phrase| is_banned(&text, phrase));
                assert_eq!(banned, None, "{}: {text:?}", file.display());
            }
        }
    }
    assert!(reviewed > 60, "only {reviewed} texts were found: is the reading of sources broken?");
}

/// What a language file says, without ids and comments.
fn said(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let is_id = |id: &str| id.trim().chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
        line.split_once('=').filter(|(id, _)| is_id(id)).map_or(line, |(_, text)| text)
    })
}

#[test]
fn no_message_of_any_language_is_a_diagnosis_or_names_a_cause() {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales");
    for entry in fs::read_dir(&locales).unwrap() {
        let language = entry.unwrap().file_name().into_string().unwrap();
        let elsewhere = BANNED_ELSEWHERE.iter().find(|(code, _)| *code == language);
        let banned = if language == "en" { Some(&BANNED[..]) } else { elsewhere.map(|(_, banned)| *banned) };
        let banned = banned.unwrap_or_else(|| panic!("add the words {language} must not say"));
        let mut reviewed = 0;
        for file in fs::read_dir(locales.join(&language)).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            for line in said(&text) {
                reviewed += 1;
                let found = banned.iter().find(|phrase| is_banned(line, phrase));
                assert_eq!(found, None, "{language}: {line:?}");
            }
        }
        assert!(reviewed > 300, "only {reviewed} lines of {language} were read");
    }
}

#[test]
fn the_review_sees_what_it_must() {
    let source = "let a = \"You feel blue\"; // \"depressed\"\nlet b = \"a \\\"quoted\\\" word\";\n#[cfg(test)]\n\"therapy\"";
    assert_eq!(texts(source), ["You feel blue", "a \\\"quoted\\\" word"]);
    assert!(is_banned("You feel blue", "you feel") && is_banned("Cures all", "cure"));
    assert!(!is_banned("A secure place", "cure"));
    let file = "# depressed\nplay = Play\n    .hint = It = cures\n    { $count ->\n";
    assert_eq!(said(file).collect::<Vec<_>>(), [" Play", " It = cures", "    { $count ->"]);
}
