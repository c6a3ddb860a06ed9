//! Documents of any kind and text: the first letter chooses the kind.
//!
//! **Invariant:** what an import writes reads back without an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signpost::diagnostic::{Source, has_errors};
use signpost::engine::knowledge::{PackFile, parse_pack};
use signpost::import::{Format, Options, Target, import, plan};
use signpost_fuzz::check_findings;

fuzz_target!(|text: &str| {
    let (kind, text) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    let format = match kind {
        "t" => Some(Format::PlainText),
        "m" => Some(Format::Markdown),
        "h" => Some(Format::Html),
        "j" => Some(Format::JsonLines),
        "c" => Some(Format::Csv),
        "v" => Some(Format::Tsv),
        _ => None,
    };
    for sections in [false, true] {
        let options = Options { format, sections, pack: None };
        let (found, findings) = import(Source::new("file", text), options);
        // Lone carriage returns are line breaks to an import.
        check_findings(&text.replace('\r', "\n"), &findings);
        let target = Target { folder: "new", files: &[], label: "a label", force: false };
        let (planned, said) = plan(&[found], target);
        assert!(!has_errors(&said), "{said:?}");
        let files: Vec<PackFile> = planned
            .files
            .into_iter()
            .map(|file| PackFile {
                path: format!("new/{}", file.name),
                name: file.name,
                text: file.text,
            })
            .collect();
        let (pack, said) = parse_pack("new", &files);
        assert!(!has_errors(&said), "{said:?} in {files:?}");
        assert_eq!(pack.entries.len(), planned.entries.len());
    }
});
