//! Folds characters: what looks or means the same becomes the same.
//!
//! NFKC (Unicode Standard Annex 15) for width and style, accents dropped, invisible and
//! direction-setting characters removed, and look-alikes from other scripts read as Latin
//! letters (Unicode Technical Standard 39) in words that pass for Latin ones.
//!
//! **Invariant:** the result is in lower case and holds no control character but white space.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::confusable_detection::skeleton;

/// Folds a text. Plain ASCII only loses its capitals and control characters.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let mut kept = if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        };
        let is_control = |byte: u8| byte < b' ' && !byte.is_ascii_whitespace() || byte == b'\x7f';
        if text.bytes().any(is_control) {
            kept.to_mut().retain(|character| !is_dropped(character));
        }
        return kept;
    }
    let mut folded = String::with_capacity(text.len());
    let letters = text.chars().filter(|&character| !is_dropped(character)).map(enclosed_letter);
    let decomposed =
        letters.nfkd().filter(|character| !('\u{300}'..='\u{36f}').contains(character));
    // Composed again, since only the marks that Latin, Greek and Cyrillic carry were dropped.
    for word in decomposed.nfc().collect::<String>().split_inclusive(char::is_whitespace) {
        fold_word(word, &mut folded);
    }
    Cow::Owned(folded)
}

fn fold_word(word: &str, folded: &mut String) {
    if word.is_ascii() {
        folded.extend(word.chars().map(|character| character.to_ascii_lowercase()));
        return;
    }
    let is_latin =
        |character: char| character.is_ascii_alphabetic() || latin_spelling(character).is_some();
    let passes_for_latin = word.chars().any(is_latin)
        || word
            .chars()
            .filter(|character| character.is_alphabetic())
            .all(|character| look_alike(character).is_some());
    for character in word.chars() {
        match look_alike(character) {
            Some(latin) if passes_for_latin => folded.push(latin.to_ascii_lowercase()),
            _ => match (character, latin_spelling(character)) {
                ('’' | '‘' | 'ʼ' | '`' | '´' | '＇', _) => folded.push('\''),
                (_, Some(letters)) => folded.push_str(letters),
                (other, None) => folded.extend(other.to_lowercase()),
            },
        }
    }
}

/// How a Latin letter outside of ASCII is written inside of it.
fn latin_spelling(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' => "d",
        'ł' | 'Ł' => "l",
        'ı' => "i",
        _ => return None,
    })
}

/// The Latin letter that a letter of another script is taken for.
fn look_alike(character: char) -> Option<char> {
    if character.is_ascii() || !character.is_alphabetic() {
        return None;
    }
    // Small capitals and the Cyrillic letters that differ from Latin ones only in size are not
    // in the Unicode table, which compares shapes of one size.
    let by_hand = match character {
        'ᴀ' => 'a',
        'ʙ' | 'в' => 'b',
        'ᴄ' => 'c',
        'ᴅ' => 'd',
        'ᴇ' => 'e',
        'ꜰ' => 'f',
        'ɢ' => 'g',
        'ʜ' | 'н' => 'h',
        'ɪ' => 'i',
        'ᴊ' => 'j',
        'ᴋ' | 'к' | 'ĸ' => 'k',
        'ʟ' => 'l',
        'ᴍ' | 'м' => 'm',
        'ɴ' => 'n',
        'ᴏ' => 'o',
        'ᴘ' => 'p',
        'ʀ' => 'r',
        'ꜱ' => 's',
        'ᴛ' | 'т' => 't',
        'ᴜ' => 'u',
        'ᴠ' => 'v',
        'ᴡ' => 'w',
        'ʏ' => 'y',
        'ᴢ' => 'z',
        _ => '\0',
    };
    if by_hand != '\0' {
        return Some(by_hand);
    }
    let mut buffer = [0; 4];
    let mut shape = skeleton(character.encode_utf8(&mut buffer));
    match (shape.next(), shape.next()) {
        (Some(latin), None) if latin.is_ascii_alphabetic() => Some(latin),
        _ => None,
    }
}

/// Letters in circles, squares and flags, as letters. NFKC knows only some of them.
fn enclosed_letter(character: char) -> char {
    let place = match character {
        '🇦'..='🇿' => character as u32 - '🇦' as u32,
        '🅐'..='🅩' => character as u32 - '🅐' as u32,
        '🅰'..='🆉' => character as u32 - '🅰' as u32,
        _ => return character,
    };
    char::from_u32('a' as u32 + place).unwrap_or(character)
}

/// Characters that show nothing, or only steer how others are shown.
fn is_dropped(character: char) -> bool {
    match character {
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        other => other.is_control() && !other.is_whitespace(),
    }
}
