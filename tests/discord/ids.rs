//! What the buttons and forms of the inbox and of the staff mean is read back as it was written, within
//! Discord's limit, also with the largest ids.

use serenity::model::id::{GuildId, MessageId, UserId};
use signpost::discord::button::EntryTag;
use signpost::discord::inbox_button::{Act, GroupRef, InboxButton, InboxForm};
use signpost::discord::staff_button::{RequestForm, StaffButton};
use signpost::engine::knowledge::EntryId;
use signpost::store::InboxKind;

/// Discord's limit for a `custom_id`, in characters.
const LONGEST: usize = 100;

const LARGE: u64 = u64::MAX;

#[test]
fn ids_of_the_inbox_read_back() {
    let kinds = InboxKind::ALL.iter().copied();
    for kind in std::iter::once(None).chain(kinds.clone().map(Some)) {
        for button in
            [InboxButton::Open(kind), InboxButton::Page(kind, u32::MAX), InboxButton::Pick(kind)]
        {
            let text = button.to_string();
            assert_eq!(InboxButton::parse(&text), Some(button), "{text}");
            assert!(text.len() <= LONGEST, "{text}");
        }
    }
    for kind in kinds {
        let group = GroupRef { kind, question: LARGE, seen: LARGE };
        assert_eq!(GroupRef::parse(&group.to_string()), Some(group));
        for act in [Act::Answer, Act::Phrasing, Act::OutOfScope, Act::Dismiss] {
            let button = InboxButton::Act(act, group);
            let form = InboxForm { act, guild: GuildId::new(LARGE), group };
            assert_eq!(InboxButton::parse(&button.to_string()), Some(button));
            assert_eq!(InboxForm::parse(&form.to_string()), Some(form));
            assert!(button.to_string().len() <= LONGEST && form.to_string().len() <= LONGEST);
            assert_eq!(InboxButton::parse(&form.to_string()), None, "a form is no button");
        }
    }
    for text in
        ["", "i1", "i1:", "i1:op", "i1:op:b", "i1:pa:a", "i1:pa:a:-1", "i1:ac:an:a:1:2", "i2:op:a"]
    {
        assert_eq!(InboxButton::parse(text), None, "{text}");
        assert_eq!(InboxForm::parse(text), None, "{text}");
    }
}

#[test]
fn ids_of_the_staff_read_back() {
    let tag = EntryTag::of(&EntryId::new("what-is-tea").expect("an id"));
    let (asker, reply) = (UserId::new(LARGE), MessageId::new(LARGE));
    for button in [
        StaffButton::AskPerson { asker: Some(asker), reply: None },
        StaffButton::AskPerson { asker: None, reply: Some(reply) },
        StaffButton::AskPerson { asker: Some(asker), reply: Some(reply) },
        StaffButton::Take(LARGE),
        StaffButton::Answered(LARGE),
        StaffButton::MakeEntry(LARGE),
        StaffButton::Close(LARGE),
        StaffButton::HandleCrisis,
        StaffButton::Quarantine(tag.clone()),
        StaffButton::Show(tag.clone()),
        StaffButton::Reviewed(tag),
        StaffButton::ReviewedOneOf,
        StaffButton::ShowOneOf,
        StaffButton::PickRequest,
        StaffButton::Figures,
    ] {
        let text = button.to_string();
        assert!(text.len() <= LONGEST, "{text}");
        assert_eq!(StaffButton::parse(&text), Some(button), "{text}");
    }
    let form = RequestForm { guild: GuildId::new(LARGE), question: LARGE };
    assert_eq!(RequestForm::parse(&form.to_string()), Some(form));
    for text in
        ["", "p1", "p1:", "p1:as:1", "p1:as:x:1", "p1:ta:", "p1:cr:1", "p1:qu:xyz", "p1:fo:0:1"]
    {
        assert_eq!(StaffButton::parse(text), None, "{text}");
        assert_eq!(RequestForm::parse(text), None, "{text}");
    }
}
