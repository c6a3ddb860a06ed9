//! Writes into every start tag the line that it stands on.
//!
//! The parser of HTML forgets where things stood; an attribute it keeps.
//! **Invariant:** but for the attribute the text stays as it was.

/// The attribute that carries the line.
pub(super) const ATTRIBUTE: &str = "data-signpost-line";

/// Elements whose content is no markup: tags in it are text.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// The text with every start tag marked by its line, counted from `first_line`.
pub(super) fn mark(text: &str, first_line: usize) -> String {
    let mut marked = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    let mut line = first_line;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        take(&mut marked, before, &mut line);
        if let Some(inside) = tag.strip_prefix("<!--") {
            let end = inside.find("-->").map_or(tag.len(), |end| end + "<!---->".len());
            take(&mut marked, &tag[..end], &mut line);
            rest = &tag[end..];
            continue;
        }
        let name_length = tag[1..]
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
            .count();
        let is_start = tag[1..].starts_with(|letter: char| letter.is_ascii_alphabetic());
        if !is_start {
            marked.push('<');
            rest = &tag[1..];
            continue;
        }
        let name = &tag[1..=name_length];
        marked.push('<');
        marked.push_str(name);
        marked.push_str(&format!(" {ATTRIBUTE}=\"{line}\""));
        let after_name = 1 + name_length;
        let end = after_name + end_of_tag(&tag[after_name..]);
        take(&mut marked, &tag[after_name..end], &mut line);
        rest = &tag[end..];
        if RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            let end = end_of_raw(rest, name);
            take(&mut marked, &rest[..end], &mut line);
            rest = &rest[end..];
        }
    }
    marked.push_str(rest);
    marked
}

fn take(marked: &mut String, text: &str, line: &mut usize) {
    marked.push_str(text);
    *line += text.bytes().filter(|byte| *byte == b'\n').count();
}

/// The length of what is left of a tag, with its `>`. One inside quotes does not close it.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (place, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'>') => return place + 1,
            (Some(_) | None, _) => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    text.len()
}

/// Where the content of an element without markup ends: before its end tag.
fn end_of_raw(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(found) = text[from..].find("</") {
        let place = from + found;
        let after = text[place + 2..].get(..name.len());
        if after.is_some_and(|after| after.eq_ignore_ascii_case(name)) {
            return place;
        }
        from = place + 2;
    }
    text.len()
}
