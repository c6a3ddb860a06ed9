//! The sections of a document: what it says where it asks no questions.
//!
//! The introduction and the conclusion speak of the whole, so together they make one draft under
//! the document's title.
//! **Invariant:** a block that counts is in one section, and a section has text.

use super::block::{Block, BlockKind, Pair};
use super::words::{bare, plain};

/// Headings under which a document says again what it said.
const CONCLUDING: [&str; 16] = [
    "conclusion",
    "conclusions",
    "in conclusion",
    "summary",
    "in summary",
    "final thoughts",
    "closing thoughts",
    "final words",
    "key takeaways",
    "takeaways",
    "the takeaway",
    "the bottom line",
    "bottom line",
    "wrapping up",
    "overview",
    "introduction",
];

/// How a paragraph begins that concludes a document without a heading.
const CONCLUDES: [&str; 6] =
    ["in conclusion", "in summary", "to conclude", "to summarize", "to summarise", "to sum up"];

/// What was found.
pub(super) struct Sections {
    pub pairs: Vec<Pair>,
    /// Headings with nothing below them, with their lines.
    pub empty: Vec<(usize, String)>,
}

/// A section being put together.
#[derive(Default)]
struct Part {
    heading: String,
    topic: Option<String>,
    texts: Vec<String>,
    lines: Vec<(usize, usize)>,
    concludes: bool,
}

impl Part {
    fn add(&mut self, block: &Block) {
        self.texts.push(block.in_answer());
        match self.lines.last_mut() {
            Some((_, to)) => *to = block.to,
            None => self.lines.push((block.from, block.to)),
        }
    }

    /// Takes over what stands elsewhere in the document.
    fn append(&mut self, texts: Vec<String>, lines: Vec<(usize, usize)>) {
        self.texts.extend(texts);
        self.lines.extend(lines);
    }

    fn into_pair(self) -> Pair {
        let Part { heading: question, topic, texts, lines, concludes: _ } = self;
        Pair { question, answer: texts.join("\n\n"), topic, lines }
    }
}

/// The sections of these blocks, each with its heading as the question.
///
/// What is skipped belongs to something else, such as the FAQ of the same document.
pub(super) fn find(blocks: &[Block], title: &str, skip: &[bool]) -> Sections {
    let mut overview = Part { heading: title.to_owned(), ..Part::default() };
    let mut parts: Vec<Part> = Vec::new();
    // The headings above the one being read, with their levels.
    let mut above: Vec<(Option<u8>, String)> = Vec::new();
    let counts =
        |place: usize| blocks[place].is_content() && !skip.get(place).copied().unwrap_or(false);
    let last = (0..blocks.len()).rfind(|&place| counts(place));
    for place in (0..blocks.len()).filter(|&place| counts(place)) {
        let block = &blocks[place];
        if let BlockKind::Heading(level) = block.kind {
            let heading = bare(&block.text);
            if heading.is_empty() {
                continue;
            }
            if parts.is_empty() && overview.lines.is_empty() && plain(&heading) == plain(title) {
                overview.lines.push((block.from, block.to));
                continue;
            }
            above.retain(|(other, _)| *other < level);
            parts.push(Part {
                topic: above.last().map(|(_, heading)| heading.clone()),
                concludes: CONCLUDING.contains(&plain(&heading).as_str()),
                heading: heading.clone(),
                texts: Vec::new(),
                lines: vec![(block.from, block.to)],
            });
            above.push((level, heading));
            continue;
        }
        let concludes = Some(place) == last && opens_conclusion(&block.text);
        match parts.last_mut() {
            Some(_) if concludes => {
                overview.append(vec![block.in_answer()], vec![(block.from, block.to)]);
            }
            Some(part) => part.add(block),
            None => overview.add(block),
        }
    }
    arrange(parts, overview)
}

/// The overview first, then the sections. A heading with nothing below it but other headings is
/// their topic.
fn arrange(parts: Vec<Part>, mut overview: Part) -> Sections {
    let topics: Vec<String> = parts.iter().filter_map(|part| part.topic.clone()).collect();
    let mut found = Sections { pairs: Vec::new(), empty: Vec::new() };
    for part in parts {
        if part.texts.is_empty() {
            if !topics.contains(&part.heading) {
                found.empty.push((part.lines[0].0, part.heading));
            }
        } else if part.concludes {
            overview.append(part.texts, part.lines);
        } else {
            found.pairs.push(part.into_pair());
        }
    }
    if !overview.texts.is_empty() {
        found.pairs.insert(0, overview.into_pair());
    }
    found
}

fn opens_conclusion(text: &str) -> bool {
    let start: String = text.chars().take(40).collect();
    let start = plain(&start);
    CONCLUDES.iter().any(|words| start.starts_with(words))
}
