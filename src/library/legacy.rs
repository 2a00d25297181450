//! Texts from before Unicode: bytes that say Latin-1 and are Cyrillic, Japanese, … Real Latin-1 is never touched: a text is
//! read in another encoding only where Latin-1 makes no sense of it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, ISO_8859_5, ISO_8859_7, KOI8_R, KOI8_U, SHIFT_JIS, UTF_8,
    WINDOWS_874, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256,
};

/// Encodings whose letters are not Latin: taking one for another alphabet is seen at once.
const OTHER_ALPHABETS: [&Encoding; 15] = [
    SHIFT_JIS,
    EUC_JP,
    EUC_KR,
    GBK,
    BIG5,
    WINDOWS_1251,
    KOI8_R,
    KOI8_U,
    ISO_8859_5,
    IBM866,
    WINDOWS_1253,
    ISO_8859_7,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_874,
];
/// Letters beyond ASCII from which on the shape of the words alone is proof enough.
const SURE_LETTERS: usize = 6;

/// In which encoding the texts of one file that claim to be Latin-1 were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Legacy(&'static Encoding);

/// Bytes as Latin-1, which is what readers of tags make of them.
pub fn as_latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// The bytes that were read as Latin-1; `None`: the text never was.
fn bytes_of(latin1: &str) -> Option<Vec<u8>> {
    latin1.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
}

impl Legacy {
    /// Looks at all texts of a file together, since each alone is short.
    pub fn guess<'a>(latin1: impl Iterator<Item = &'a str>) -> Self {
        let texts: Vec<Vec<u8>> = latin1.filter_map(bytes_of).filter(|text| !text.is_ascii()).collect();
        if texts.is_empty() {
            return Self(WINDOWS_1252);
        }
        if texts.iter().all(|text| std::str::from_utf8(text).is_ok()) {
            return Self(UTF_8);
        }
        // A text that was cut in the middle of a character confuses the detector.
        let guesses =
            [detect(&texts), detect(&texts.iter().map(|text| &text[..text.len() - 1]).collect::<Vec<_>>())];
        let candidates = [guesses[0], guesses[1], SHIFT_JIS, WINDOWS_1251];
        let fits = |encoding: &&'static Encoding| {
            OTHER_ALPHABETS.contains(encoding)
                && Shape::of(encoding, &texts).is_foreign(guesses.contains(encoding))
        };
        Self(candidates.into_iter().find(fits).unwrap_or(WINDOWS_1252))
    }

    /// The text as it was meant. What the encoding cannot read stays as it is.
    pub fn mend(self, latin1: &str) -> String {
        let Some(bytes) = bytes_of(latin1).filter(|bytes| !bytes.is_ascii()) else {
            return latin1.to_owned();
        };
        if let Some(text) = self.0.decode_without_bom_handling_and_without_replacement(&bytes) {
            return text.into_owned();
        }
        // ID3v1 cuts its fields at thirty bytes, in the middle of a character if need be.
        let cut = &bytes[..bytes.len() - 1];
        let decoded = self.0.decode_without_bom_handling_and_without_replacement(cut);
        decoded.map_or_else(|| latin1.to_owned(), std::borrow::Cow::into_owned)
    }
}

fn detect<T: AsRef<[u8]>>(texts: &[T]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for text in texts {
        detector.feed(text.as_ref(), false);
        detector.feed(b"\n", false);
    }
    detector.feed(b"", true);
    detector.guess(None, Utf8Detection::Deny)
}

/// What the words of some texts look like in an encoding.
#[derive(Debug, Default)]
struct Shape {
    /// Every text can be read.
    readable: bool,
    /// Letters of the other alphabet.
    letters: usize,
    /// The longest run of them without another character in between.
    longest_run: usize,
    /// Words of the other alphabet only, and words that mix it with Latin letters.
    pure_words: usize,
    mixed_words: usize,
    /// Characters that no music is named with.
    odd: usize,
}

impl Shape {
    fn of(encoding: &'static Encoding, texts: &[Vec<u8>]) -> Self {
        let mut shape = Self { readable: true, ..Self::default() };
        for text in texts {
            let whole = encoding.decode_without_bom_handling_and_without_replacement(text);
            let cut =
                || encoding.decode_without_bom_handling_and_without_replacement(&text[..text.len() - 1]);
            match whole.or_else(cut) {
                Some(text) => {
                    text.split(|c: char| !c.is_alphanumeric() && !is_odd(c)).for_each(|w| shape.word(w));
                }
                None => shape.readable = false,
            }
        }
        shape
    }

    fn word(&mut self, word: &str) {
        let (mut run, mut foreign, mut latin) = (0, 0, 0);
        for c in word.chars() {
            self.odd += usize::from(is_odd(c));
            if c.is_alphabetic() && !is_latin(c) {
                foreign += 1;
                run += 1;
                self.longest_run = self.longest_run.max(run);
            } else {
                latin += usize::from(c.is_alphabetic());
                run = 0;
            }
        }
        self.letters += foreign;
        self.pure_words += usize::from(foreign > 0 && latin == 0);
        self.mixed_words += usize::from(foreign > 0 && latin > 0);
    }

    /// Names of people and songs in another alphabet have words of it; accented Latin letters come one by one among plain
    /// ones. Where little is to be seen, the detector has to agree.
    fn is_foreign(&self, detected: bool) -> bool {
        let sure = detected || self.letters >= SURE_LETTERS;
        self.readable
            && self.odd == 0
            && self.longest_run >= if detected { 2 } else { 3 }
            && self.pure_words > 3 * self.mixed_words
            && sure
    }
}

/// Latin letters, with or without accents, full width ones apart.
fn is_latin(c: char) -> bool {
    c.is_ascii() || ('\u{80}'..='\u{24f}').contains(&c) || ('\u{1e00}'..='\u{1eff}').contains(&c)
}

/// Control and private characters, and half-width katakana, which single bytes of any text turn into.
fn is_odd(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\r' && c != '\t'
        || ('\u{e000}'..='\u{f8ff}').contains(&c)
        || ('\u{ff61}'..='\u{ff9f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(encoding: &'static Encoding, texts: &[&str]) -> Vec<String> {
        let latin1: Vec<String> = texts.iter().map(|text| as_latin1(&encoding.encode(text).0)).collect();
        let legacy = Legacy::guess(latin1.iter().map(String::as_str));
        latin1.iter().map(|text| legacy.mend(text)).collect()
    }

    #[test]
    fn cyrillic_and_japanese_are_read_as_they_were_meant() {
        for (encoding, texts) in [
            (WINDOWS_1251, &["Кино", "Группа крови", "Звезда по имени Солнце"][..]),
            (WINDOWS_1251, &["ДДТ", "Что такое осень", "Live in Moscow"]),
            (WINDOWS_1251, &["Земфира"]),
            (WINDOWS_1251, &["Мумий Тролль", "Владивосток 2000"]),
            (KOI8_R, &["Аквариум", "Город золотой"]),
            (SHIFT_JIS, &["宇多田ヒカル", "First Love"]),
            (SHIFT_JIS, &["さくら", "いきものがかり"]),
            (SHIFT_JIS, &["東京事変", "群青日和"]),
            (EUC_KR, &["서태지와 아이들", "난 알아요"]),
            (GBK, &["周杰伦", "青花瓷 我很忙"]),
        ] {
            assert_eq!(read(encoding, texts), texts, "{}", encoding.name());
        }
    }

    #[test]
    fn real_latin_1_is_never_touched() {
        for text in [
            "Björk",
            "Sigur Rós",
            "Ágætis byrjun",
            "Dýrð í dauðaþögn",
            "Motörhead",
            "Ænima",
            "Für Elise",
            "Mylène Farmer",
            "L'été indien",
            "Où est passée la nuit ?",
            "ÅÄÖ",
            "ÆØÅ",
            "Blå øjne",
            "Tête-à-tête",
            "Señorita ¿Qué?",
            "São João",
            "ÉCOLE ÉTÉ",
            "Ñu",
            "£9 ©1999 ½",
            "ÿ",
            "Çé",
            "naïve façade — no",
            "Größe",
            "übermäßig",
            "Æther Øre Åre",
            "Éé",
        ] {
            let texts = [text];
            let latin1: Vec<&str> = texts.to_vec();
            let legacy = Legacy::guess(latin1.iter().copied());
            assert_eq!(legacy.mend(text), text);
        }
        let album = ["Björk", "Jóga", "Homogenic", "Unravel", "Bachelorette"];
        assert_eq!(read(WINDOWS_1252, &album), album);
    }

    #[test]
    fn windows_quotes_and_utf_8_in_disguise_are_mended() {
        assert_eq!(
            read(WINDOWS_1252, &["Don\u{2019}t look \u{2013} now"]),
            ["Don\u{2019}t look \u{2013} now"]
        );
        assert_eq!(read(UTF_8, &["Björk", "Jóga"]), ["Björk", "Jóga"]);
    }

    #[test]
    fn a_text_cut_in_the_middle_of_a_character_loses_only_that() {
        let mut bytes = SHIFT_JIS.encode("宇多田ヒカル").0.into_owned();
        bytes.pop();
        let latin1 = as_latin1(&bytes);
        assert_eq!(Legacy::guess([latin1.as_str()].into_iter()).mend(&latin1), "宇多田ヒカ");
    }

    #[test]
    fn what_was_unicode_all_along_stays() {
        let legacy = Legacy::guess(["Кино", "Ð"].into_iter());
        assert_eq!(legacy.mend("Кино"), "Кино");
    }
}
