//! Finds the disclaimer of a document.
//!
//! **Invariant:** what is taken for the disclaimer is no part of any draft.

use super::block::{Block, BlockKind, end_of_section};
use super::marker::marker;
use super::words::plain;

/// A disclaimer and where it stands.
pub(super) struct Found {
    pub text: String,
    pub from: usize,
    pub to: usize,
    /// The blocks that hold it.
    pub blocks: Vec<usize>,
}

/// Phrases that only disclaimers use.
const PHRASES: [&str; 19] = [
    "not intended to diagnose",
    "not intended as medical advice",
    "not intended to serve as",
    "not intended to be medical advice",
    "not medical advice",
    "not legal advice",
    "not financial advice",
    "not constitute medical advice",
    "not constitute legal advice",
    "not a substitute for professional",
    "not intended to be a substitute",
    "not intended as a substitute",
    "educational purposes only",
    "informational purposes only",
    "information purposes only",
    "educational and informational purposes",
    "not been evaluated by",
    "not approved by",
    "at your own risk",
];

/// The disclaimer, by its heading, else by its first word, else by what it says.
pub(super) fn find(blocks: &[Block]) -> Option<Found> {
    by_heading(blocks).or_else(|| by_label(blocks)).or_else(|| by_phrases(blocks))
}

fn names_it(heading: &str) -> bool {
    let heading = plain(heading);
    let words = heading.split(' ').count();
    words <= 4 && heading.split(' ').any(|word| matches!(word, "disclaimer" | "disclaimers"))
        || matches!(heading.as_str(), "legal notice" | "haftungsausschluss")
}

fn by_heading(blocks: &[Block]) -> Option<Found> {
    let place = blocks.iter().position(|block| block.is_heading() && names_it(&block.text))?;
    let end = end_of_section(blocks, place);
    let mut taken = vec![place];
    for (offset, block) in blocks[place + 1..end].iter().enumerate() {
        // An empty paragraph ends it once there is text: what stands below is something else.
        if block.kind == BlockKind::Break && taken.len() > 1 {
            break;
        }
        // So does a question: an FAQ may follow without a heading.
        if block.kind == BlockKind::Question || marker(&block.text).is_some() {
            break;
        }
        if block.is_content() {
            taken.push(place + 1 + offset);
        }
    }
    gather(blocks, taken, 1)
}

fn by_label(blocks: &[Block]) -> Option<Found> {
    let place = blocks.iter().position(|block| {
        let label = block.text.split(':').next().unwrap_or_default();
        block.kind == BlockKind::Text
            && block.is_content()
            && block.text.contains(':')
            && label.len() <= 60
            && names_it(label)
    })?;
    let mut found = gather(blocks, vec![place], 0)?;
    let (_, text) = found.text.split_once(':')?;
    found.text = text.trim_start_matches(['*', '_', ' ', '\n']).trim_end_matches('*').to_owned();
    (!found.text.is_empty()).then_some(found)
}

fn by_phrases(blocks: &[Block]) -> Option<Found> {
    let place = blocks.iter().position(|block| {
        let text = plain(&block.text);
        let phrases = PHRASES.iter().filter(|phrase| text.contains(*phrase)).count();
        block.kind == BlockKind::Text && block.is_content() && phrases >= 2
    })?;
    gather(blocks, vec![place], 0)
}

/// The blocks as one text, without those that only head it.
fn gather(blocks: &[Block], taken: Vec<usize>, heads: usize) -> Option<Found> {
    let texts: Vec<String> =
        taken.iter().skip(heads).map(|&place| blocks[place].in_answer()).collect();
    let text = texts.join("\n\n");
    let (first, last) = (blocks.get(*taken.first()?)?, blocks.get(*taken.last()?)?);
    (!text.trim().is_empty()).then_some(Found {
        text,
        from: first.from,
        to: last.to,
        blocks: taken,
    })
}
