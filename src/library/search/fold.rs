//! Texts as the search index knows them: words in small letters without accents, in any script.
//!
//! Both the index and the queries go through [`index_text`] and [`words`], so that whatever is folded is folded on both
//! sides. Scripts that are written without spaces are taken letter by letter: a query is then a phrase of letters, which
//! finds any part of a title.

use unicode_normalization::UnicodeNormalization;

/// The words of a text for the index, separated by spaces. "AC/DC" is there as `ac`, `dc` and `acdc`.
pub fn index_text(text: &str) -> String {
    let mut words = Vec::new();
    let mut joined = Vec::new();
    for word in fold(text).split_whitespace() {
        let pieces = pieces(word);
        if pieces.len() > 1 && !word.contains(is_unspaced) {
            joined.push(pieces.concat());
        }
        words.extend(pieces);
    }
    // At the end, so that phrases run over the words as they stand in the text.
    words.append(&mut joined);
    words.join(" ")
}

/// The words of something typed, in their order.
pub fn words(typed: &str) -> Vec<String> {
    fold(typed).split_whitespace().flat_map(pieces).collect()
}

/// Small letters without accents; ligatures spelled out, katakana as hiragana, wide forms as narrow ones.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let folded = text.to_ascii_lowercase();
        return if folded.contains('&') { folded.replace('&', " and ") } else { folded };
    }
    let mut folded = String::with_capacity(text.len());
    // Composed again, since only accents are dropped: vowel signs and voicing marks belong to their letters.
    for c in text.nfkd().filter(|c| !is_accent(*c)).nfc().flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            '&' => folded.push_str(" and "),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            // Lower-casing a Turkish capital leaves its dot behind.
            '\u{307}' => {}
            'ァ'..='ヶ' => folded.push(char::from_u32(c as u32 - 0x60).unwrap_or(c)),
            c => folded.push(c),
        }
    }
    folded
}

/// Marks that tell accents, points and harakat: what people leave out when they type.
const fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Letters of scripts that are written without spaces between words.
pub const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{f00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The parts of a folded word between punctuation; a word of nothing but signs ("!!!") is one part.
fn pieces(word: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for c in word.chars() {
        if is_unspaced(c) && !c.is_ascii_punctuation() {
            pieces.push(c.to_string());
            open = false;
        } else if c.is_alphanumeric() || (!c.is_ascii() && unicode_normalization::char::is_combining_mark(c))
        {
            match pieces.last_mut().filter(|_| open) {
                Some(piece) => piece.push(c),
                None => pieces.push(c.to_string()),
            }
            open = true;
        } else {
            open = false;
        }
    }
    if pieces.is_empty() && !word.chars().all(is_idle) { vec![word.to_owned()] } else { pieces }
}

/// Signs that are typed around and between words and mean nothing alone.
fn is_idle(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | ','
            | ';'
            | ':'
            | '-'
            | '/'
            | '\\'
            | '|'
            | '*'
            | '.'
            | '~'
            | '_'
            | '^'
            | '+'
            | '<'
            | '>'
            | '='
            | '`'
            | '\u{2010}'..='\u{201f}'
    ) || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_ligatures_are_folded() {
        for (text, folded) in [
            ("Étoile", "etoile"),
            ("STRASSE Straße", "strasse strasse"),
            ("Sigur Rós", "sigur ros"),
            ("Björk Mø", "bjork mo"),
            ("İstanbul ılık", "istanbul ilik"),
            ("Ёлка", "елка"),
            ("Ωmega Ά", "ωmega α"),
            ("ＡＢＣ", "abc"),
            ("ﬁne", "fine"),
            ("カラオケ", "からおけ"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn composed_and_decomposed_letters_are_one() {
        assert_eq!(fold("e\u{301}"), fold("\u{e9}"));
        assert_eq!(fold("か\u{3099}"), fold("が"));
        assert_ne!(fold("か"), fold("が"), "a voicing mark is no accent");
        assert_eq!(fold("\u{1112}\u{1161}\u{11ab}"), "한");
    }

    #[test]
    fn words_with_signs_are_found_with_and_without_them() {
        assert_eq!(index_text("AC/DC – Don't"), "ac dc don t acdc dont");
        assert_eq!(words("ac/dc"), ["ac", "dc"]);
        assert_eq!(index_text("R.E.M."), "r e m rem");
        assert_eq!(words("Simon & Garfunkel"), ["simon", "and", "garfunkel"]);
    }

    #[test]
    fn scripts_without_spaces_are_taken_letter_by_letter() {
        assert_eq!(index_text("夜に駆ける"), "夜 に 駆 け る");
        assert_eq!(words("AKB48のうた"), ["akb48", "の", "う", "た"]);
        assert_eq!(words("हिन्दी").len(), 1);
    }

    #[test]
    fn a_word_of_signs_is_a_word_and_lone_quotes_are_none() {
        assert_eq!(words("!!!"), ["!!!"]);
        assert!(words("\" ' ( : - –").is_empty());
    }
}
