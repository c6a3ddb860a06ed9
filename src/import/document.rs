//! A document for people, from blocks to drafts.
//!
//! **Invariant:** each block ends up in a draft, in the disclaimer, or among what was dropped.

use std::collections::BTreeSet;

use super::block::{Block, BlockKind, Document, DropReason, Pair};
use super::words::{bare, excerpt, slug, untaken};
use super::{
    Disclaimer, Draft, Dropped, Format, Import, Span, dates, disclaimer, faq, headings, html,
    markdown, name_in_words, noise, plain_text, sections,
};
use crate::diagnostic::{Diagnostic, Source};
use crate::engine::knowledge::{Entry, EntryId, EntryLines};

/// Makes drafts of plain text, Markdown or HTML.
pub(super) fn import(
    source: Source<'_>,
    format: Format,
    take_sections: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Import {
    let mut document = read(source, format, diagnostics);
    document.blocks = headings::settle(document.blocks);
    noise::mark(&mut document.blocks);
    let updated = document.updated.or_else(|| stated_date(&document.blocks));
    let span = |from, to| Span { file: source.path.to_owned(), from, to };
    let disclaimer = disclaimer::find(&document.blocks).map(|found| {
        let mut place = 0;
        document.blocks.retain(|_| {
            place += 1;
            !found.blocks.contains(&(place - 1))
        });
        Disclaimer { text: found.text, span: span(found.from, found.to) }
    });
    let found = faq::find(&document);
    let title = title_of(&document).unwrap_or_else(|| name_in_words(source.path));
    let mut dropped: Vec<Dropped> = document
        .blocks
        .iter()
        .filter_map(|block| {
            let reason = block.dropped?;
            Some(Dropped {
                span: span(block.from, block.to),
                reason,
                excerpt: excerpt(&block.text),
            })
        })
        .collect();
    for (line, question) in &found.unanswered {
        diagnostics.push(source.warning(
            "unanswered",
            *line,
            format!("nothing answers `{}`", excerpt(question)),
            "write its answer below it, or add it to the entry where it belongs",
        ));
    }
    let beside = sections::find(&document.blocks, &title, &found.taken);
    let mut pairs = found.pairs;
    if pairs.is_empty() || take_sections {
        for (line, heading) in beside.empty {
            let reason = DropReason::Unanswered;
            dropped.push(Dropped { span: span(line, line), reason, excerpt: excerpt(&heading) });
        }
        pairs.extend(beside.pairs);
    } else {
        dropped.extend(beside.pairs.iter().flat_map(|pair| {
            let one = |&(from, to): &(usize, usize)| Dropped {
                span: span(from, to),
                reason: DropReason::BesideFaq,
                excerpt: excerpt(&pair.question),
            };
            pair.lines.iter().map(one).collect::<Vec<_>>()
        }));
    }
    pairs.sort_by_key(|pair| pair.lines.first().copied());
    dropped.sort_by_key(|dropped| (dropped.span.from, dropped.span.to));
    Import {
        file: source.path.to_owned(),
        title,
        updated,
        url: document.url,
        drafts: drafts(source, pairs),
        disclaimer,
        dropped,
        pack: None,
    }
}

fn read(source: Source<'_>, format: Format, diagnostics: &mut Vec<Diagnostic>) -> Document {
    match format {
        Format::Markdown => markdown::read(source.text, source.first_line),
        Format::Html => {
            let (document, faults) = html::read(source.text, source.first_line);
            diagnostics.extend(faults.into_iter().map(|fault| {
                let help = "mend it, or copy its questions by hand; the page's own text was read";
                source.warning("faq-schema", fault.line, fault.message, help)
            }));
            document
        }
        // Rows never come here; read as text they lose nothing.
        Format::PlainText | Format::JsonLines | Format::Csv | Format::Tsv => {
            plain_text::read(source.text, source.first_line)
        }
    }
}

/// The title: what the format says, else the first heading before any text.
fn title_of(document: &Document) -> Option<String> {
    let first = document.blocks.iter().find(|block| block.is_content());
    let heading = first.filter(|block| block.is_heading()).map(|block| bare(&block.text));
    let stated = document.title.as_deref().map(bare);
    stated.or(heading).filter(|title| !title.is_empty())
}

/// `Last updated: …`, wherever it stands: also in a notice, it dates the page.
fn stated_date(blocks: &[Block]) -> Option<toml::value::Date> {
    let says_so = |block: &&Block| {
        let start: String = block.text.chars().take(24).collect();
        let start = start.trim_start_matches(['*', '_', ' ']).to_lowercase();
        matches!(block.kind, BlockKind::Text | BlockKind::Heading(_))
            && (start.starts_with("last updated")
                || start.starts_with("updated")
                || start.starts_with("last modified"))
    };
    blocks.iter().filter(says_so).find_map(|block| dates::find(&block.text))
}

fn drafts(source: Source<'_>, pairs: Vec<Pair>) -> Vec<Draft> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut drafts = Vec::new();
    for pair in pairs {
        // A question in another script has no letters for an id: its line tells it apart.
        let from = pair.lines.first().map_or(source.first_line, |(from, _)| *from);
        let name = slug(&pair.question).unwrap_or_else(|| format!("entry-{from}"));
        let name = untaken(&name, |name| taken.contains(name));
        let Some(id) = EntryId::new(&name) else { continue };
        taken.insert(name);
        let span = |&(from, to): &(usize, usize)| Span { file: source.path.to_owned(), from, to };
        drafts.push(Draft {
            spans: pair.lines.iter().map(span).collect(),
            entry: Entry {
                id,
                question: pair.question,
                phrasings: Vec::new(),
                topics: pair.topic.into_iter().map(|topic| topic.to_lowercase()).collect(),
                sources: Vec::new(),
                related: Vec::new(),
                floor: None,
                reviewed_on: None,
                expires: None,
                answer: pair.answer.trim().to_owned(),
                path: source.path.to_owned(),
                lines: EntryLines { id: from, question: from, answer: from, ..Default::default() },
            },
        });
    }
    drafts
}
