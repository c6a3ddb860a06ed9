//! Finds the questions and answers of a document.
//!
//! Marked ones first (`Q:`, disclosures, definition lists, what a page states for machines), and
//! headings that ask where a document has a section for them or consists of them.
//! **Invariant:** a pair has a question and an answer, and a block belongs to one pair at most.

use super::block::{Block, BlockKind, Document, Pair, end_of_section};
use super::headings::names_faq;
use super::marker::{Mark, marker, split_inline};
use super::words::{asks, bare, plain};

/// What was found.
#[derive(Default)]
pub(super) struct Faq {
    pub pairs: Vec<Pair>,
    /// For each block whether a pair holds it or it heads pairs.
    pub taken: Vec<bool>,
    /// Questions that nothing answers, with their lines.
    pub unanswered: Vec<(usize, String)>,
}

/// Finds all pairs. None where the document has no FAQ.
pub(super) fn find(document: &Document) -> Faq {
    let blocks = &document.blocks;
    let mut faq = Faq { taken: vec![false; blocks.len()], ..Faq::default() };
    headed_in_faq(blocks, &mut faq);
    marked(blocks, &mut faq);
    if faq.pairs.is_empty() && document.stated.is_empty() {
        headed_throughout(blocks, &mut faq);
    }
    // A page states for machines what it also shows: what it shows knows its lines better.
    for stated in &document.stated {
        let same = |pair: &Pair| plain(&pair.question) == plain(&stated.question);
        if !faq.pairs.iter().any(same) {
            faq.pairs.push(stated.clone());
        }
    }
    faq.pairs.sort_by_key(|pair| pair.lines.first().copied());
    faq
}

/// Headings in a section that says it is an FAQ.
fn headed_in_faq(blocks: &[Block], faq: &mut Faq) {
    let mut place = 0;
    while place < blocks.len() {
        if !blocks[place].is_heading() || !names_faq(&blocks[place].text) {
            place += 1;
            continue;
        }
        let end = match blocks[place].kind {
            // Without levels, it goes on for as long as headings ask. Under a title that says
            // FAQ it goes on to the end.
            BlockKind::Heading(None) => {
                let is_title = !blocks[..place].iter().any(Block::is_content);
                let other = |block: &Block| {
                    block.is_heading() && !asks(&block.text) && marker(&block.text).is_none()
                };
                let found = blocks[place + 1..].iter().position(other);
                found.filter(|_| !is_title).map_or(blocks.len(), |found| place + 1 + found)
            }
            BlockKind::Heading(Some(_))
            | BlockKind::Text
            | BlockKind::List
            | BlockKind::Question
            | BlockKind::EndOfAnswer
            | BlockKind::Image
            | BlockKind::Break => end_of_section(blocks, place),
        };
        let asking = |block: &&Block| block.is_heading() && is_question(block);
        if blocks[place + 1..end].iter().filter(asking).count() > 0 {
            faq.taken[place] = true;
            headed(blocks, place + 1, end, faq);
        }
        place = end.max(place + 1);
    }
}

/// Headings of a document most of which ask.
fn headed_throughout(blocks: &[Block], faq: &mut Faq) {
    let headings: Vec<usize> =
        (0..blocks.len()).filter(|&place| blocks[place].is_heading()).collect();
    // The first heading is the title, even where it asks.
    let Some((_, below)) = headings.split_first() else { return };
    let asking = below.iter().filter(|&&place| is_question(&blocks[place])).count();
    if asking >= 2 && asking * 2 >= below.len() {
        headed(blocks, below[0], blocks.len(), faq);
    }
}

fn is_question(heading: &Block) -> bool {
    asks(&heading.text) && marker(&heading.text).is_none() && bare(&heading.text).len() > 1
}

/// Pairs of headings that ask and what stands below them. Other headings above are topics.
fn headed(blocks: &[Block], start: usize, end: usize, faq: &mut Faq) {
    let mut topic: Option<String> = None;
    let mut place = start;
    while place < end {
        let block = &blocks[place];
        if !block.is_heading() {
            place += 1;
            continue;
        }
        if !is_question(block) {
            if marker(&block.text).is_none() {
                topic = Some(bare(&block.text));
            }
            place += 1;
            continue;
        }
        let below = end_of_section(blocks, place).min(end);
        let next = blocks[place + 1..below]
            .iter()
            .position(|block| block.is_heading() && is_question(block));
        let stop = next.map_or(below, |next| place + 1 + next);
        let answer: Vec<usize> = (place + 1..stop).filter(|&at| blocks[at].is_content()).collect();
        let texts: Vec<String> = answer.iter().map(|&at| blocks[at].in_answer()).collect();
        match answer.last() {
            Some(&last) => {
                faq.pairs.push(Pair {
                    question: bare(&block.text),
                    answer: texts.join("\n\n"),
                    topic: topic.clone(),
                    lines: vec![(block.from, blocks[last].to)],
                });
                faq.taken[place..stop].fill(true);
            }
            None => faq.unanswered.push((block.from, bare(&block.text))),
        }
        place = stop;
    }
}

/// A pair being put together.
struct Open {
    question: String,
    answer: Vec<String>,
    from: usize,
    to: usize,
    /// Whether the answer has begun.
    answered: bool,
    /// Whether the format says where the answer ends.
    enclosed: bool,
}

/// Pairs that marks set apart.
fn marked(blocks: &[Block], faq: &mut Faq) {
    let mut open: Option<Open> = None;
    for (place, block) in blocks.iter().enumerate() {
        if faq.taken[place] {
            close(&mut open, faq);
            continue;
        }
        let enclosed = open.as_ref().is_some_and(|open| open.enclosed);
        match block.kind {
            BlockKind::EndOfAnswer => close(&mut open, faq),
            BlockKind::Image | BlockKind::Break => {}
            _ if block.dropped.is_some() => {}
            BlockKind::Question => {
                close(&mut open, faq);
                faq.taken[place] = true;
                // `<summary>Q: …</summary>` is marked twice.
                let marked = marker(&block.text).map(|(_, text)| text);
                open = Some(Open {
                    question: bare(&marked.unwrap_or_else(|| block.text.clone())),
                    answer: Vec::new(),
                    from: block.from,
                    to: block.to,
                    answered: true,
                    enclosed: true,
                });
            }
            BlockKind::Heading(_) if !enclosed && marker(&block.text).is_none() => {
                close(&mut open, faq);
            }
            BlockKind::Heading(_) | BlockKind::Text | BlockKind::List => {
                if let Some(open) = open.as_mut().filter(|open| open.enclosed) {
                    faq.taken[place] = true;
                    let text = block.in_answer();
                    let answer = marker(&text).filter(|(mark, _)| *mark == Mark::Answer);
                    open.answer.push(match answer {
                        Some((_, first)) if open.answer.is_empty() && !first.contains('\n') => {
                            first
                        }
                        Some(_) | None => text,
                    });
                    open.to = block.to;
                } else {
                    faq.taken[place] = lines(block, &mut open, faq);
                }
            }
        }
    }
    close(&mut open, faq);
}

/// Reads a block line by line. Says whether a pair holds any of it.
fn lines(block: &Block, open: &mut Option<Open>, faq: &mut Faq) -> bool {
    let mut held = open.is_some();
    let mut starts_block = true;
    for (place, text) in block.text.lines().enumerate() {
        let line = block.line_of(place);
        let mark = marker(text).filter(|(mark, _)| *mark == Mark::Question || open.is_some());
        match (mark, open.as_mut()) {
            (Some((Mark::Question, question)), _) => {
                close(open, faq);
                held = true;
                let (question, answer) = match split_inline(&question) {
                    Some((question, answer)) => (question.to_owned(), Some(answer)),
                    None => (question, None),
                };
                *open = Some(Open {
                    question,
                    answered: answer.is_some(),
                    answer: answer.into_iter().collect(),
                    from: line,
                    to: line,
                    enclosed: false,
                });
            }
            (Some((Mark::Answer, answer)), Some(open)) => {
                // "A." in an answer already begun may be the first of a lettered list.
                let text =
                    if open.answered && !text.contains(':') { text.to_owned() } else { answer };
                add(open, &text, !open.answered || starts_block, line);
                open.answered = true;
            }
            (_, Some(open)) if !open.answered && !asks(&open.question) && !starts_block => {
                // A question broken over lines.
                open.question = format!("{} {}", open.question, text.trim());
                open.to = line;
            }
            (_, Some(open)) => {
                open.answered = true;
                add(open, text, starts_block, line);
            }
            (_, None) => {}
        }
        starts_block = false;
    }
    held
}

fn add(open: &mut Open, text: &str, new_part: bool, line: usize) {
    open.to = line;
    if let Some(last) = open.answer.last_mut().filter(|_| !new_part) {
        last.push('\n');
        last.push_str(text);
    } else {
        open.answer.push(text.to_owned());
    }
}

fn close(open: &mut Option<Open>, faq: &mut Faq) {
    let Some(open) = open.take() else { return };
    let (question, answer) = (bare(&open.question), open.answer.join("\n\n").trim().to_owned());
    if answer.is_empty() || question.is_empty() {
        faq.unanswered.push((open.from, if question.is_empty() { answer } else { question }));
        return;
    }
    let lines = vec![(open.from, open.to)];
    faq.pairs.push(Pair { question, answer, topic: None, lines });
}
