//! Files of the knowledge that change while the bot runs.

use std::path::{Path, PathBuf};

use signpost::store::ChangeKind;

use crate::moderating::assert_holds;
use crate::overlaid::greenhouse;
use crate::stage::{DEADLINE, Stage, text_of};

const QUESTION: &str = "where is the shed?";

fn write(pack: &Path, name: &str, text: &str) {
    let path = pack.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
    std::fs::write(path, text).expect("it is written");
}

fn entry(answer: &str) -> String {
    format!(
        "+++\nid = \"shed\"\nquestion = \"Where is the shed?\"\nphrasings = [\"way to the shed\"]\n\
         topics = []\nsources = [\"plan\"]\nrelated = []\nreviewed_on = 2026-11-01\n+++\n\n{answer}\n"
    )
}

fn pack(folder: &Path) -> PathBuf {
    let pack = folder.join("garden");
    write(
        &pack,
        "pack.toml",
        "id = \"garden\"\ntitle = \"The garden\"\nlocale = \"en\"\ndisclaimer = \"A plan only.\"\n\
         pointer = \"Ask the gardener.\"\n\n[[source]]\nid = \"plan\"\ntitle = \"The plan\"\n\
         label = \"a plan\"\n",
    );
    write(&pack, "entries/shed.md", &entry("The plan puts it in the yard."));
    pack
}

impl Stage {
    /// Asks for the status until it says something.
    async fn status_until(&self, expected: &str) -> String {
        let said = async {
            loop {
                let text = self.command(self.moderator, "status", &[]).await;
                if text.contains(expected) {
                    return text;
                }
            }
        };
        let said = tokio::time::timeout(DEADLINE, said).await;
        said.unwrap_or_else(|_| panic!("the status never says `{expected}`"))
    }

    /// Asks until the reply holds something: files are looked at once a second.
    async fn asked_long(&self, question: &str, expected: &str) {
        let answered = async { while !text_of(&self.ask(question).await).contains(expected) {} };
        let answered = tokio::time::timeout(DEADLINE, answered).await;
        answered.unwrap_or_else(|_| panic!("`{question}` is never answered with `{expected}`"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_saved_file_is_in_force_everywhere_whole_or_not_at_all() {
    let mut stage = Stage::new("").await;
    let pack = pack(stage.folder());
    stage.knowledge = Some(pack.clone());
    stage.publish(stage.guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven."))).await;
    let running = stage.run().await;
    stage.asked_long(QUESTION, "in the yard").await;
    write(&pack, "entries/shed.md", &entry("The plan puts it behind the pond."));
    stage.asked_long(QUESTION, "behind the pond").await;
    stage.asked_long("when does the greenhouse open?", "At seven.").await;

    // One file with a mistake keeps the other out, too, and the last good state stays.
    let position = stage.sandbox.log().len();
    write(&pack, "entries/pond.md", &entry("It is wet.").replace("shed", "pond"));
    write(&pack, "entries/shed.md", "+++\nid = \"shed\"\nquestion = 7\n+++\n\nBroken.\n");
    let text = stage.status_until("have 1 error").await;
    assert_holds(&text, &["shed.md, line", "what was there before", "signpost check"]);
    let told = stage.posted(position, stage.staff_room).await;
    assert_holds(&text_of(&told), &["could not read all", "shed.md, line", "signpost check"]);
    assert!(!text.contains(&stage.folder().display().to_string()), "{text}");
    stage.asked_long(QUESTION, "behind the pond").await;
    let reply = stage.ask("where is the pond?").await;
    assert!(!text_of(&reply).contains("It is wet."), "{reply}");

    write(&pack, "entries/shed.md", &entry("The plan puts it by the gate."));
    stage.asked_long(QUESTION, "by the gate").await;
    stage.asked_long("where is the pond?", "It is wet.").await;
    let text = stage.command(stage.moderator, "status", &[]).await;
    assert!(!text.contains("Files of the knowledge"), "{text}");

    // It was good meanwhile, so the same mistake is told again.
    let position = stage.sandbox.log().len();
    write(&pack, "entries/shed.md", "+++\nid = \"shed\"\nquestion = 7\n+++\n\nBroken.\n");
    let again = stage.posted(position, stage.staff_room).await;
    assert_eq!(text_of(&again), text_of(&told));
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}
