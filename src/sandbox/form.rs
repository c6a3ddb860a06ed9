//! Forms of several parts (RFC 7578), as clients send messages with files.
//!
//! **Invariant:** only the part `payload_json` and parts with the name of a file are looked at.

use super::world::Uploaded;

/// What a form holds.
#[derive(Debug, Default)]
pub(super) struct Form<'a> {
    /// The content of the part named `payload_json`.
    pub(super) json: Option<&'a [u8]>,
    /// The files, in order.
    pub(super) files: Vec<Uploaded>,
}

/// Reads a form, as far as it is one.
pub(super) fn read_form<'a>(form: &'a [u8], boundary: &str) -> Form<'a> {
    let delimiter = format!("--{boundary}");
    let mut found = Form::default();
    let Some(mut rest) = after(form, delimiter.as_bytes()) else { return found };
    while let Some(end) = place_of(rest, format!("\r\n{delimiter}").as_bytes()) {
        let part = &rest[..end];
        // The line break after the delimiter belongs to it, and is absent after the last.
        let part = part.strip_prefix(b"\r\n").unwrap_or(part);
        let Some(head_end) = place_of(part, b"\r\n\r\n") else { return found };
        let head = String::from_utf8_lossy(&part[..head_end]);
        let content = &part[head_end + 4..];
        if head.contains(r#"name="payload_json""#) {
            found.json = found.json.or(Some(content));
        } else if let (Some(field), Some(name)) = (said(&head, "; name="), said(&head, "filename="))
        {
            let kind = head.split("Content-Type: ").nth(1).and_then(|rest| rest.lines().next());
            let content_type = kind.unwrap_or("application/octet-stream").to_owned();
            found.files.push(Uploaded { field, name, content_type, content: content.to_vec() });
        }
        rest = &rest[end + 2 + delimiter.len()..];
    }
    found
}

/// What stands in quotes behind something.
fn said(head: &str, before: &str) -> Option<String> {
    let rest = head.split(before).nth(1)?.strip_prefix('"')?;
    Some(rest.split('"').next()?.to_owned())
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
    fn a_file_is_found_with_its_name_and_all_its_bytes() {
        let form = "--b\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a.csv\"\r\n\
                    Content-Type: text/csv\r\n\r\nx\r\n\r\n--y\r\n--b--\r\n";
        let files = read_form(form.as_bytes(), "b").files;
        let [file] = files.as_slice() else { panic!("{files:?}") };
        assert_eq!((file.field.as_str(), file.name.as_str()), ("files[0]", "a.csv"));
        assert_eq!(file.content_type, "text/csv");
        assert_eq!(file.content, b"x\r\n\r\n--y");
    }

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
            assert_eq!(read_form(form.as_bytes(), "b").json, expected, "{form}");
        }
    }
}
