//! A server is answered from the packs in the languages that it set, and from no others.

use serenity::model::id::GuildId;
use signpost::config::defaults;
use signpost::discord::library::{Library, Tuning};
use signpost::engine::Engine;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{KnowledgeBase, Pack, PackFile, parse_pack};
use signpost::store::{ChangeKind, Draft, Publication, Store};

fn pack(id: &str, locale: &str, question: &str, answer: &str) -> Pack {
    let manifest = format!(
        "id = \"{id}\"\ntitle = \"{id}\"\nlocale = \"{locale}\"\ndisclaimer = \"No advice.\"\n\
         pointer = \"Ask somebody.\"\n[[source]]\nid = \"s\"\ntitle = \"S\"\nlabel = \"a blog\"\n"
    );
    let entry = format!(
        "+++\nid = \"{id}-entry\"\nquestion = \"{question}\"\nphrasings = [\"{question} bitte\"]\n\
         sources = [\"s\"]\n+++\n{answer}\n"
    );
    let file = |name: &str, text: String| PackFile {
        name: name.to_owned(),
        path: format!("{id}/{name}"),
        text,
    };
    let files = [file("pack.toml", manifest), file("entries/one.md", entry)];
    parse_pack(id, &files).0
}

const ENGLISH: &str = "english-entry";
const GERMAN: &str = "deutsch-entry";

#[tokio::test]
async fn a_server_is_answered_in_its_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("signpost.db").display());
    let store = Store::open(&url, &url).await.expect("it can be made");
    let packs = vec![
        pack("english", "en", "When does the greenhouse open?", "At seven."),
        pack("deutsch", "de", "Wann beginnt die Lesung?", "Um acht."),
    ];
    let (knowledge, found) = KnowledgeBase::new(packs);
    assert_eq!((knowledge.len(), found.len()), (2, 0));
    assert_eq!(knowledge.locales(), ["en", "de"]);
    let library =
        Library::new(Engine::new(knowledge, Helplines::built_in(), Region::Us, defaults::FLOORS));
    library.know([], &[]);
    let [here, there] = [GuildId::new(1), GuildId::new(2)];
    let answers = |guild: GuildId, entry: &str| {
        library.of(Some(guild)).knowledge().entries().any(|known| known.id.as_str() == entry)
    };
    assert!(library.is_ready(here) && answers(here, ENGLISH) && answers(here, GERMAN));

    let tuning = |languages: Option<&str>| Tuning {
        region: Region::Us,
        floors: defaults::FLOORS,
        languages: languages.map(|it| vec![it.to_owned()]),
    };
    library.tune(here, Some(tuning(Some("de"))));
    assert!(!library.is_ready(here), "it has to be built");
    library.load(&store, here).await.expect("the store is there");
    assert!(library.is_ready(here) && !answers(here, ENGLISH) && answers(here, GERMAN));
    assert!(answers(there, ENGLISH) && answers(there, GERMAN), "elsewhere nothing is changed");

    // What the server changed in another language does not come up as an entry of its own.
    let draft = Draft {
        server: here.get(),
        entry: Some(ENGLISH.to_owned()),
        kind: ChangeKind::Edit,
        actor: 1,
        before: None,
        after: Some(
            serde_json::json!({ "question": "When?", "phrasings": ["when"], "answer": "Nine." }),
        ),
    };
    let published = store.publish(&draft, 0, 1).await.expect("the store is there");
    assert!(matches!(published, Publication::Done(_)));
    assert!(library.spoil(here, []));
    library.load(&store, here).await.expect("the store is there");
    assert!(library.is_ready(here) && !answers(here, ENGLISH) && answers(here, GERMAN));

    // A language of which there is no pack any more leaves all.
    assert!(library.tune(here, Some(tuning(Some("fr")))), "what is kept has to be made anew");
    library.load(&store, here).await.expect("the store is there");
    assert!(answers(here, ENGLISH) && answers(here, GERMAN));
    library.tune(here, Some(tuning(None)));
    library.load(&store, here).await.expect("the store is there");
    assert!(library.is_ready(here) && answers(here, ENGLISH) && answers(here, GERMAN));
}
