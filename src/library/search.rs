//! Turns what the user typed into a query that FTS5 always understands.

/// Words of a query that are looked at.
const MOST_WORDS: usize = 32;

/// The words of a query; what holds no letter and no digit is left out.
pub fn words(typed: &str) -> Vec<&str> {
    typed
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| w.contains(char::is_alphanumeric))
        .take(MOST_WORDS)
        .collect()
}

/// The FTS5 expression for tracks that hold all words, each as the beginning of a word.
pub fn expression(words: &[&str]) -> String {
    // In quotes nothing is an operator; a quote is doubled.
    words.iter().map(|word| format!("\"{}\"*", word.replace('"', "\"\""))).collect::<Vec<_>>().join(" AND ")
}

/// Why a query finds nothing, and what to do.
pub fn explain(typed: &str, words: &[&str], unknown: &[&str]) -> String {
    match (words, unknown) {
        ([], _) => format!(
            "There is no word in \"{}\"; type the beginning of a title, artist, album or genre.",
            typed.trim()
        ),
        (_, []) => "No track has all of these words; fewer words find more.".to_owned(),
        (_, [word]) => format!("No track has a word that begins with \"{word}\"."),
        (_, several) => format!(
            "No track has words that begin with {}.",
            several.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(" or ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_plain_words() {
        assert_eq!(
            expression(&words("rock OR \"roll\" -x")),
            "\"rock\"* AND \"OR\"* AND \"\"\"roll\"\"\"* AND \"-x\"*"
        );
        assert!(words(" \" * ( : - ").is_empty());
    }
}
