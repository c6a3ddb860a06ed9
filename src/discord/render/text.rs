//! Text that fits and does no harm.
//!
//! **Invariant:** what somebody wrote comes out without a mention, a link, or formatting that
//! works; what is cut says so.

/// What stands where something was cut.
const CUT: &str = " …";

/// A text of at most `longest` characters, cut at a paragraph, a sentence or a word where there
/// is one near, with a sign that it was cut.
#[must_use]
pub fn shorten(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let room = longest.saturating_sub(CUT.chars().count());
    let end = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    let kept = &text[..end];
    // A cut that leaves less than half is worse than one inside a sentence.
    let least = kept.len() / 2;
    let places = ["\n\n", ". ", "\n", " "];
    let found = places.iter().find_map(|place| {
        let at = kept.rfind(place)?;
        let with_stop = if *place == ". " { at + 1 } else { at };
        (at >= least).then_some(with_stop)
    });
    let kept = found.map_or(kept, |at| &kept[..at]).trim_end();
    if longest < CUT.chars().count() { kept.to_owned() } else { format!("{kept}{CUT}") }
}

/// A text with a capital at its start.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What somebody wrote, to be shown inside a reply, in at most `longest` characters and one line.
///
/// Links and invitations are replaced by a word, since the bot lends nobody its name; signs with
/// a meaning in Discord's Markdown are escaped; mentions are broken up.
#[must_use]
pub fn harmless(text: &str, longest: usize) -> String {
    let words: Vec<String> = text.split_whitespace().map(harmless_word).collect();
    // Escaping makes it longer, so what is shown is cut before it.
    let plain = shorten(&words.join(" "), longest);
    let mut escaped = String::with_capacity(plain.len() + 16);
    for letter in plain.chars() {
        match letter {
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '(' | ')' | '#' | '-' | ':' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            // They look alike, and open neither a mention nor an emoji.
            '<' => escaped.push('‹'),
            '>' => escaped.push('›'),
            // A blank of no width keeps the name readable and calls nobody.
            '@' => escaped.push_str("@\u{200b}"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A word without control characters and marks of direction; a word for a link.
fn harmless_word(word: &str) -> String {
    const LINK: &str = "(link)";
    let lower = word.to_lowercase();
    let is_link = lower.contains("://")
        || lower.contains("discord.gg")
        || lower.contains("www.")
        || lower.contains("/invite/")
        || lower.contains("mailto:");
    if is_link {
        return LINK.to_owned();
    }
    word.chars().filter(|letter| !letter.is_control() && !turns_text(*letter)).collect()
}

/// Marks that change the direction of what follows, which can make a text read as another.
fn turns_text(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
