//! A few entries in place of the shipped ones, for tests that ask nothing of what is shipped: a change
//! of so few is tried out and previewed at once.
//!
//! **Invariant:** a garden is a stage like any other but for what it answers from.

use serde_json::{Value, json};
use signpost::sandbox::world::Id;

use crate::moderating::stages;
use crate::stage::Stage;

/// What a garden answers, and a question that it does not.
pub(crate) const SHED: &str = "where is the shed?";
pub(crate) const GREENHOUSE: &str = "when does the greenhouse open?";

impl Stage {
    /// A few entries in place of the shipped ones.
    pub(crate) fn plain_garden(&mut self) {
        let pack = json!({ "pack": { "id": "garden", "title": "Garden", "locale": "en",
                                     "disclaimer": "A plan only.", "pointer": "Ask the gardener." } });
        let entry = |id: &str, question: &str, phrasings: &[&str]| {
            json!({ "id": id, "question": question, "phrasings": phrasings,
                    "answer": "In the yard." })
        };
        let rows = [
            pack,
            entry("shed", "Where is the shed?", &["way to the shed", "how to find the shed"]),
            entry(
                "gate",
                "Who closes the gate at night?",
                &["closing of the gate", "gate at dusk"],
            ),
        ];
        let path = self.folder().join("garden.jsonl");
        let text: Vec<String> = rows.iter().map(Value::to_string).collect();
        std::fs::write(&path, text.join("\n")).expect("the folder can be written to");
        self.knowledge = Some(path);
    }

    /// Another server, in which the bot is not.
    pub(crate) fn elsewhere(&self) -> Id {
        self.sandbox.act(|world| {
            let owner = world.add_user("otto");
            world.add_guild("The other garden", owner)
        })
    }
}

/// A garden over each kind of database that there is here.
pub(crate) async fn gardens(extra: &str) -> Vec<Stage> {
    let mut gardens = stages(extra).await;
    gardens.iter_mut().for_each(Stage::plain_garden);
    gardens
}
