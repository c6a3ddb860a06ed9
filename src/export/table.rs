//! CSV and TSV: a row names the columns, rows whose id is `pack.` and a key say what a pack says
//! of itself, and each entry has a row.
//!
//! **Invariant:** every row has as many cells as there are columns.

use csv::{Writer, WriterBuilder};

use crate::engine::knowledge::{Entry, EntryId, KnowledgeBase, Pack, Row, SourceId};
use crate::import::COLUMNS;
use crate::import::cell::join;

/// The whole knowledge base, with this delimiter.
pub(super) fn write(knowledge: &KnowledgeBase, delimiter: u8) -> String {
    let mut rows = WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    row(&mut rows, COLUMNS);
    for (pack, entries) in super::packs(knowledge) {
        of_pack(&mut rows, pack);
        for entry in entries {
            row(&mut rows, cells(entry));
        }
    }
    // What was written came from texts, so it is text.
    rows.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn cells(entry: &Entry) -> [String; COLUMNS.len()] {
    let texts = |texts: &[String]| join(texts.iter().map(String::as_str));
    let row = Row::from(entry);
    [
        entry.id.to_string(),
        entry.question.clone(),
        texts(&entry.phrasings),
        entry.answer.clone(),
        texts(&entry.topics),
        join(entry.sources.iter().map(|SourceId(id)| id.as_str())),
        join(entry.related.iter().map(EntryId::as_str)),
        row.floor.map(|floor| floor.to_string()).unwrap_or_default(),
        row.reviewed_on.unwrap_or_default(),
        row.expires.unwrap_or_default(),
    ]
}

fn of_pack(rows: &mut Writer<Vec<u8>>, pack: &Pack) {
    let mut set = |key: &str, value: &str| {
        row(rows, [&format!("pack.{key}"), "", "", value, "", "", "", "", "", ""]);
    };
    set("id", &pack.id.0);
    set("title", &pack.title);
    set("locale", &pack.locale);
    set("disclaimer", pack.notice.disclaimer());
    set("pointer", pack.notice.pointer());
    for source in &pack.sources {
        set(&format!("source.{}.title", source.id), &source.title);
        set(&format!("source.{}.label", source.id), &source.label);
        if let Some(date) = source.updated {
            set(&format!("source.{}.updated", source.id), &date.to_string());
        }
        if let Some(url) = &source.url {
            set(&format!("source.{}.url", source.id), url);
        }
    }
    for group in &pack.synonyms.groups {
        set("synonyms", &join(group.iter().map(String::as_str)));
    }
    for question in &pack.out_of_scope {
        set("out_of_scope", question);
    }
}

fn row<T: AsRef<[u8]>>(rows: &mut Writer<Vec<u8>>, cells: [T; COLUMNS.len()]) {
    // Writing into memory cannot fail, and every row has the same length.
    let _ = rows.write_record(cells);
}
