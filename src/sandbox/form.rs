//! Forms of several parts (RFC 7578), as clients send messages with files.
//!
//! **Invariant:** only the part `payload_json` is looked at; files are passed over unread.

/// The content of the part named `payload_json`.
pub(super) fn payload_json<'a>(form: &'a [u8], boundary: &str) -> Option<&'a [u8]> {
    let delimiter = format!("--{boundary}");
    let mut rest = after(form, delimiter.as_bytes())?;
    loop {
        let end = place_of(rest, format!("\r\n{delimiter}").as_bytes())?;
        let part = &rest[..end];
        // The line break after the delimiter belongs to it, and is absent after the last.
        let part = part.strip_prefix(b"\r\n").unwrap_or(part);
        let content = place_of(part, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&part[..content]);
        if head.contains(r#"name="payload_json""#) {
            return Some(&part[content + 4..]);
        }
        rest = &rest[end + 2 + delimiter.len()..];
    }
}

fn place_of(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn after<'a>(bytes: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    place_of(bytes, wanted).map(|place| &bytes[place + wanted.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_is_found_before_and_after_files() {
        let json = "--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\
                    Content-Type: application/json\r\n\r\n{\"content\":\"hi\"}\r\n";
        let file = "--b\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a\"\r\n\r\n\
                    \r\n\r\nname=\"payload_json\"\r\n\r\nraw\r\n";
        let table = [
            (format!("{json}--b--\r\n"), true),
            (format!("{json}{file}--b--\r\n"), true),
            (format!("{file}{json}--b--\r\n"), true),
            (format!("{file}--b--\r\n"), false),
            ("--b--\r\n".to_owned(), false),
            (json.to_owned(), false),
            (String::new(), false),
        ];
        for (form, found) in table {
            let expected = found.then_some(br#"{"content":"hi"}"#.as_slice());
            assert_eq!(payload_json(form.as_bytes(), "b"), expected, "{form}");
        }
    }
}
