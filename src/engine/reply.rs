//! What to say, as a value.
//!
//! **Invariant:** no reply without disclaimer and pointer: its only constructor takes a
//! [`Notice`], which cannot be empty.

use super::knowledge::{EntryId, Notice};

/// One answered question inside a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The question that was understood, where an entry answers.
    pub heading: Option<String>,
    /// The text, in Discord's Markdown.
    pub body: String,
}

/// An entry that a reader may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The entry.
    pub entry: EntryId,
    /// Its question.
    pub question: String,
}

/// A reply: text, disclaimer, pointer, sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    sections: Vec<Section>,
    notice: Notice,
    /// Where the answers come from, one line a source.
    pub sources: Vec<String>,
    /// Entries that may have been meant; the reader chooses. Empty unless the bot asks back.
    pub choices: Vec<Choice>,
    /// Entries that a reader may want next.
    pub related: Vec<Choice>,
}

impl Reply {
    /// A reply of sections under a notice.
    #[must_use]
    pub fn new(sections: Vec<Section>, notice: Notice) -> Self {
        Reply { sections, notice, sources: Vec::new(), choices: Vec::new(), related: Vec::new() }
    }

    /// A reply of one text without a heading.
    #[must_use]
    pub fn plain(body: String, notice: Notice) -> Self {
        Reply::new(vec![Section { heading: None, body }], notice)
    }

    /// Adds a line of its own at the end of the text.
    pub fn add(&mut self, line: String) {
        self.sections.push(Section { heading: None, body: line });
    }

    /// The sections, in order.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The text without disclaimer, pointer and sources, in Discord's Markdown.
    ///
    /// Headings appear only where there is more than one answer to tell apart.
    #[must_use]
    pub fn text(&self) -> String {
        let headings = self.sections.iter().filter(|section| section.heading.is_some()).count();
        let parts: Vec<String> = self
            .sections
            .iter()
            .map(|section| match &section.heading {
                Some(heading) if headings > 1 => format!("**{heading}**\n{}", section.body),
                Some(_) | None => section.body.clone(),
            })
            .collect();
        parts.join("\n\n")
    }

    /// What the reply is not: advice, a diagnosis, an approval.
    #[must_use]
    pub fn disclaimer(&self) -> &str {
        self.notice.disclaimer()
    }

    /// Whom to ask instead of a bot.
    #[must_use]
    pub fn pointer(&self) -> &str {
        self.notice.pointer()
    }
}
