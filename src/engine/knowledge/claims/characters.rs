//! Where words and numbers end, and which characters are not read out.
//!
//! **Invariant:** every function goes forward, so reading always comes to its end.

/// Characters without a shape of their own.
pub(super) fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\0'
    )
}

pub(super) fn is_emphasis(character: char) -> bool {
    matches!(character, '*' | '_' | '~' | '`' | '[' | ']' | '\\')
}

pub(super) fn closes(character: char) -> bool {
    is_emphasis(character) || matches!(character, '"' | '”' | '’' | '\'' | ')' | '»')
}

/// The end of what is not read out here: the address of a link, a mention, a tag.
pub(super) fn unread(characters: &[char], place: usize) -> Option<usize> {
    let rest = &characters[place..];
    let upto = |end: char| rest.iter().position(|&character| character == end);
    if rest.starts_with(&[']', '(']) {
        return upto(')').map(|end| place + end + 1);
    }
    if rest[0] == '<' {
        let end = upto('>')?;
        return (!rest[..end].contains(&' ')).then_some(place + end + 1);
    }
    let begins = |with: &str| {
        let mut rest = rest.iter().flat_map(|character| character.to_lowercase());
        with.chars().all(|character| rest.next() == Some(character))
    };
    if begins("http://") || begins("https://") || begins("www.") {
        let length = rest.iter().position(|c| c.is_whitespace() || *c == ')');
        return Some(place + length.unwrap_or(rest.len()));
    }
    None
}

/// `2.5`, `1/2`, `1,000`: a separator belongs to the number where a digit follows.
pub(super) fn number_end(characters: &[char], start: usize) -> usize {
    let numeric = |place: usize| characters.get(place).is_some_and(|c| c.is_numeric());
    let mut end = start;
    loop {
        match characters.get(end) {
            Some(character) if character.is_numeric() => end += 1,
            Some('.' | ',' | '/' | '⁄' | '\'') if numeric(end + 1) => end += 1,
            _ => return end,
        }
    }
}

pub(super) fn word_end(characters: &[char], start: usize) -> usize {
    let letter = |place: usize| characters.get(place).is_some_and(|c| c.is_alphanumeric());
    let mut end = start;
    loop {
        match characters.get(end) {
            Some(character) if character.is_alphanumeric() => end += 1,
            Some('\u{300}'..='\u{36f}') => end += 1,
            Some('\'' | '’') if letter(end + 1) => end += 1,
            // `e.g.` and `i.e.` are one word each.
            Some('.') if end == start + 1 && letter(end + 1) && !letter(end + 2) => end += 1,
            _ => return end,
        }
    }
}

/// Takes contractions apart.
pub(super) fn parts(word: &str) -> Vec<&str> {
    match word {
        "cannot" | "can't" => return vec!["can", "not"],
        "won't" => return vec!["will", "not"],
        "ain't" => return vec!["is", "not"],
        _ => {}
    }
    for (ending, meaning) in [
        ("n't", "not"),
        ("'re", "are"),
        ("'ve", "have"),
        ("'ll", "will"),
        ("'d", "would"),
        ("'m", "am"),
        ("'s", "'s"),
    ] {
        if let Some(stem) = word.strip_suffix(ending) {
            return vec![stem, meaning];
        }
    }
    vec![word]
}
