//! What the bot says to somebody in danger, and to somebody whom a professional should answer.
//!
//! The texts follow the rules of the safety specification: the action first, no promise, no
//! amount, no diagnosis, no product.
//!
//! **Invariant:** a crisis card, with all that goes with it, has at most [`MAX_CARD`] characters
//! in every region.

use super::helplines::{Helpline, HelplineKind, Helplines, Region};
use super::incident::Danger;
use super::knowledge::Notice;
use super::outcome::Category;
use super::reply::{Reply, Section};
use super::triage::{Concern, Level};

/// The longest crisis card, in characters: what is read on a phone without scrolling.
pub const MAX_CARD: usize = 600;

/// What a card adds once the alert to the moderators has arrived, and never before.
pub const MODERATORS_TOLD: &str = "The moderators have been told.";

/// Whom to call where the people of one server live.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    /// Every helpline.
    pub helplines: &'a Helplines,
    /// The region to show.
    pub region: Region,
}

impl<'a> Lines<'a> {
    fn first(&self, kind: HelplineKind) -> Option<&'a Helpline> {
        self.helplines.for_region(self.region, kind).first()
    }

    /// How to reach the first line of a kind: "call 988 or text 988".
    fn routes(&self, kind: HelplineKind) -> String {
        let routes = |line: &Helpline| {
            let routes = line.routes();
            if routes.is_empty() { line.name.clone() } else { routes }
        };
        self.first(kind).map_or_else(|| "find help at findahelpline.com".to_owned(), routes)
    }

    /// The same with its name: "Samaritans: call 116 123".
    fn named(&self, kind: HelplineKind) -> String {
        self.first(kind).map_or_else(|| "findahelpline.com".to_owned(), ToString::to_string)
    }

    /// What to dial in an emergency, without a text route.
    fn emergency_number(&self) -> String {
        self.first(HelplineKind::Emergency)
            .and_then(|line| line.number.clone())
            .unwrap_or_else(|| "your local emergency number".to_owned())
    }

    /// Whom to call for an animal: a vet, and the line for poisonings where there is one.
    fn vet(&self) -> String {
        match self.first(HelplineKind::AnimalPoison).filter(|line| !line.routes().is_empty()) {
            Some(line) => format!("Call a vet now, or: {line}."),
            None => "Call a vet now.".to_owned(),
        }
    }

    fn emergency_text(&self) -> String {
        match self.first(HelplineKind::Emergency).and_then(|line| line.text.as_deref()) {
            Some(text) => format!("Cannot speak? Text {text}, or have someone call."),
            None => "Cannot speak? Have someone call.".to_owned(),
        }
    }
}

/// The card for a crisis.
#[must_use]
pub fn crisis_card(concern: &Concern, lines: Lines<'_>) -> Reply {
    let quoted = concern.level == Level::Quoted;
    let body = match Danger::of(concern) {
        Danger::SelfHarm if concern.about_other || quoted => self_harm_of_other(lines),
        Danger::SelfHarm => self_harm(lines),
        Danger::AnimalPoisoning => animal_poisoning(lines),
        Danger::Poisoning => poisoning(lines),
        Danger::Harassment => harassment(lines),
        Danger::Violence => violence(lines, quoted),
        Danger::Threat => threat(lines),
        Danger::Emergency if concern.about_writer && !quoted => emergency_of_writer(lines),
        Danger::Emergency => emergency(lines, quoted),
    };
    Reply::plain(body, crisis_notice())
}

/// What is said when the same person writes of the same danger again: shorter, with the routes.
#[must_use]
pub fn reminder(danger: Danger, lines: Lines<'_>) -> Reply {
    let number = lines.emergency_number();
    let body = match danger {
        Danger::SelfHarm => format!(
            "I am still glad that you say it. **{}.** If you might act on it, call {number} now.",
            lines.named(HelplineKind::Crisis),
        ),
        Danger::Poisoning => format!(
            "**{}.** Call {number} at once if it gets worse.",
            lines.named(HelplineKind::Poison),
        ),
        Danger::AnimalPoisoning => {
            format!("**{}** If it gets worse, go to the nearest vet at once.", lines.vet(),)
        }
        Danger::Violence => format!(
            "**Please call {number} now**, if nobody has yet, from where people are or behind a \
             door that locks. {}",
            lines.emergency_text(),
        ),
        Danger::Threat => format!(
            "**If somebody may get hurt: call {number} now.** If you might do it: step away from them \
             and reach a person: {}.",
            lines.routes(HelplineKind::Crisis),
        ),
        Danger::Harassment => format!(
            "Nobody here should be told to hurt themselves. Someone will listen: {}.",
            lines.named(HelplineKind::Crisis),
        ),
        Danger::Emergency => format!(
            "**Please call {number} now**, if nobody has yet, and do what they tell you. Whoever is \
             unwell should not be alone."
        ),
    };
    Reply::plain(body, crisis_notice())
}

/// What is said to somebody who had a card and goes on talking to the bot. It holds the numbers, since
/// the card may be gone.
#[must_use]
pub fn still_here(danger: Danger, lines: Lines<'_>) -> Reply {
    if danger != Danger::SelfHarm {
        return reminder(danger, lines);
    }
    let body = format!(
        "I am glad you are still here. I am a bot and may misread you. I cannot talk this through with \
         you; people can: {}. If you might act on it, call {} now.",
        lines.named(HelplineKind::Crisis),
        lines.emergency_number(),
    );
    Reply::plain(body, crisis_notice())
}

/// What an emergency card adds where the words may also be a wish to die.
#[must_use]
pub fn crisis_line(lines: Lines<'_>) -> String {
    format!("If you want to die: {}.", lines.routes(HelplineKind::Crisis))
}

/// The notice of every crisis card. Built in, so that a card needs no knowledge base, and without
/// a word about any product.
fn crisis_notice() -> Notice {
    Notice::fixed(
        "I am a bot: I cannot call anyone, and this is no medical advice.",
        "The people on these lines are there for this.",
    )
}

fn emergency(lines: Lines<'_>, quoted: bool) -> String {
    let number = lines.emergency_number();
    let opening = if quoted { "If this is happening now: call" } else { "Call" };
    format!(
        "**{opening} {number} now.** Do not wait to find out what was taken. {}\n\
         Stay with them. Not awake but breathing: lay them on their side. Not breathing normally: \
         say so and do what they tell you. If opioids may be involved, give naloxone \
         if there is any; it may not reverse kratom.\n\
         If it is you: unlock the door, get someone to you.",
        lines.emergency_text(),
    )
}

/// What they can do themselves comes first; who is with them reads on.
fn emergency_of_writer(lines: Lines<'_>) -> String {
    format!(
        "**Call {} now, unlock the door, get someone to you.** Do not wait to find out what was \
         taken. {}\n\
         For whoever is with you: stay. Not awake but breathing: lay them on their side. Not \
         breathing normally: say so on the phone and do what they tell you. If opioids may be \
         involved, give naloxone if there is any; it may not reverse kratom.",
        lines.emergency_number(),
        lines.emergency_text(),
    )
}

fn violence(lines: Lines<'_>, quoted: bool) -> String {
    let opening = if quoted { "If this is happening now: call" } else { "Call" };
    format!(
        "**{opening} {} now.** Say where you are and what is happening; nobody has to be sure that \
         it is bad enough. {}\n\
         If you can do it without more danger, get to where people are, or behind a door that locks. \
         If it is somebody else: say where they are, and do not step between.\n\
         Nobody may do this to you, whatever came before.",
        lines.emergency_number(),
        lines.emergency_text(),
    )
}

fn threat(lines: Lines<'_>) -> String {
    format!(
        "**If somebody may get hurt: call {} now**, say who and where. {}\n\
         If you might do it: step away from them and from anything you could use, and reach a person: \
         {}. Saying it is a good step.\n\
         If somebody else said it: take it seriously, and tell someone who can act.",
        lines.emergency_number(),
        lines.emergency_text(),
        lines.routes(HelplineKind::Crisis),
    )
}

fn self_harm(lines: Lines<'_>) -> String {
    format!(
        "I am glad you said it. **Please reach a person now: {}.**\n\
         If you might act on it, or already have, call {} now.\n\
         Be with someone, or go where people are, and put distance between you and anything you \
         could use. You do not have to find the right words; \"I am not safe\" is enough.",
        lines.named(HelplineKind::Crisis),
        lines.emergency_number(),
    )
}

fn self_harm_of_other(lines: Lines<'_>) -> String {
    format!(
        "I am glad you said it. **For them, or for you: {}.**\n\
         If they might act now, or already have, call {} and say where they are.\n\
         Stay with them or stay in touch. Ask plainly whether they think of suicide: asking does \
         not put the idea there. Listen more than you talk, and bring in someone close to them.",
        lines.named(HelplineKind::Crisis),
        lines.emergency_number(),
    )
}

fn poisoning(lines: Lines<'_>) -> String {
    let number = lines.emergency_number();
    format!(
        "**Get advice now: {}.** Do not wait for it to get worse.\n\
         **Call {number} at once** if anyone is hard to wake, breathes slowly or oddly, has a \
         seizure or chest pain, or collapses. {}\n\
         Do not make anyone vomit. Stay with them, and keep the packet to read from. Nobody here \
         can judge how serious it is.",
        lines.named(HelplineKind::Poison),
        lines.emergency_text(),
    )
}

fn animal_poisoning(lines: Lines<'_>) -> String {
    format!(
        "**{}** Do not wait for signs.\n\
         Say what the animal got at and when, and keep the packet to read from. Do not make it \
         vomit unless the vet says so. If it is collapsed, fitting or not breathing well, go to \
         the nearest vet at once. If a person took any too: {}.",
        lines.vet(),
        lines.routes(HelplineKind::Poison),
    )
}

fn harassment(lines: Lines<'_>) -> String {
    format!(
        "Nobody here should be told to hurt themselves.\n\
         If this was said to you: it says nothing about you, and you do not have to answer it. If \
         it has left you feeling low, someone will listen: {}.",
        lines.named(HelplineKind::Crisis),
    )
}

/// A referral: kindly, in one or two sentences, and to whom.
#[must_use]
pub fn referral(concerns: &[Concern], lines: Lines<'_>, notice: Notice) -> Reply {
    let mut sections = Vec::new();
    let mut categories = concerns.iter().map(|concern| concern.category);
    if let Some(first) = categories.next() {
        sections.push(Section { heading: None, body: referral_text(first, lines) });
    }
    // The specification allows one further line, so that two concerns are two lines at most.
    if let Some(also) = categories.find_map(further_line) {
        sections.push(Section { heading: None, body: also.to_owned() });
    }
    Reply::new(sections, notice)
}

fn referral_text(category: Category, lines: Lines<'_>) -> String {
    match category {
        Category::Pregnancy => {
            "Please talk to your doctor or midwife about this today; they will not judge you. If \
             you are taking something already, do not stop suddenly without their advice."
                .to_owned()
        }
        Category::Minor => format!(
            "For anyone under age, this is a matter for a doctor and a trusted adult, not for a \
             bot. If something was taken: {}",
            lines.named(HelplineKind::Poison),
        ),
        Category::Interaction => {
            "Together, two substances can act differently than each alone, and a pair that no \
             list names is not thereby harmless. Please ask your pharmacist or the person who \
             prescribes for you before you combine anything."
                .to_owned()
        }
        Category::Dosing => {
            "How much, how often, or whether at all, depends on the person, so no bot should say. \
             A doctor or pharmacist who knows your health and your medicines can."
                .to_owned()
        }
        Category::Treatment => {
            "What may help with a condition, and what may harm, is for a doctor who knows you. \
             Please do not stop or replace a prescribed medicine on your own."
                .to_owned()
        }
        Category::Withdrawal => format!(
            "Wanting to change this takes courage, and it goes better with help: a doctor can \
             plan it with you. A line for this: {}.\n\
             With confusion, a seizure or chest pain, call {} now.",
            lines.named(HelplineKind::Treatment),
            lines.emergency_number(),
        ),
        Category::Driving => {
            "Please do not drive or work with machines on anything that may make you drowsy. A \
             doctor or pharmacist can tell you more; at work, occupational health can."
                .to_owned()
        }
        Category::Sourcing => {
            "Buying, selling and vendors are not arranged or recommended here. Whether it may be \
             sold where you live is a question for your local authority, and whether to use it at \
             all one for a doctor or pharmacist."
                .to_owned()
        }
        Category::DrugTest => {
            "How long something can be found in the body, how a drug test will turn out, or how to \
             change that, is nothing a bot should guess. Ask the laboratory or the doctor who reviews the results, and tell them what you \
             have taken."
                .to_owned()
        }
        Category::Emergency | Category::SelfHarm | Category::Poisoning | Category::Harassment => {
            emergency(lines, false)
        }
    }
}

/// What a second concern adds, in a line.
fn further_line(category: Category) -> Option<&'static str> {
    match category {
        Category::Pregnancy => {
            Some("In or before a pregnancy, let a doctor or midwife know today.")
        }
        Category::Minor => Some("Where someone under age is concerned, bring in a trusted adult."),
        Category::Interaction => {
            Some("Tell a pharmacist of everything else that is taken: mixing is a risk of its own.")
        }
        Category::Treatment => Some("Please do not stop a prescribed medicine on your own."),
        Category::Withdrawal => Some("If cutting down is hard, a doctor can plan it with you."),
        Category::Driving => Some("And please do not drive while anything may make you drowsy."),
        Category::Dosing
        | Category::Sourcing
        | Category::DrugTest
        | Category::Emergency
        | Category::SelfHarm
        | Category::Poisoning
        | Category::Harassment => None,
    }
}

/// A gentle line for somebody who speaks of a crisis that is over.
#[must_use]
pub fn past_crisis_line(lines: Lines<'_>) -> String {
    format!(
        "Thank you for trusting us with what you have been through. If it is ever close again: {}",
        lines.named(HelplineKind::Crisis),
    )
}
