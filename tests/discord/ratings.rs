//! A rating is confirmed where it is kept, and nowhere else.

use serde_json::Value;
use signpost::sandbox::Logged;
use signpost::sandbox::world::Id;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::moderating::{QUESTION, assert_holds, stages};
use crate::stage::{DEADLINE, Stage, id_of, text_of};

const THERE: &str = "the database is there";

/// Whoever keeps everybody else from writing ratings.
enum Holder {
    File(SqliteConnection),
    Server(PgConnection),
}

impl Holder {
    async fn hold(stage: &Stage) -> Self {
        let url = stage.database();
        if url.starts_with("sqlite") {
            let mut file = SqliteConnection::connect(&url).await.expect(THERE);
            sqlx::raw_sql("BEGIN EXCLUSIVE").execute(&mut file).await.expect("nobody holds it");
            return Holder::File(file);
        }
        let mut server = PgConnection::connect(&url).await.expect(THERE);
        let sql = "BEGIN; LOCK TABLE reaction IN ACCESS EXCLUSIVE MODE";
        sqlx::raw_sql(sql).execute(&mut server).await.expect("nobody holds it");
        Holder::Server(server)
    }

    async fn let_go(self) {
        match self {
            Holder::File(file) => file.close().await.expect("it lets go"),
            Holder::Server(server) => server.close().await.expect("it lets go"),
        }
    }
}

impl Stage {
    /// Presses a button that a message need not show any more, and gives what is said.
    async fn pressed(&self, who: Id, message: &Value, label: &str) -> Value {
        self.press(who, message, label).await["data"].clone()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rating_that_cannot_be_kept_is_not_called_kept() {
    for stage in stages("").await {
        let running = stage.run().await;
        let reply = stage.ask(QUESTION).await;
        stage.settle().await;
        // The question what is wrong is open when the database goes.
        stage.press(stage.ben, &reply, "Not helpful").await;
        let open = stage.last_response();
        let holder = Holder::hold(&stage).await;
        let unkept = "database does not answer, so **I could not keep that**";
        for label in ["Helpful", "Not helpful"] {
            let said = stage.pressed(stage.ana, &reply, label).await;
            assert_holds(&text_of(&said), &[unkept, "press again"]);
        }
        let said = stage.pressed(stage.ben, &open, "another question").await;
        assert_holds(&text_of(&said), &[unkept]);
        assert!(said["components"].to_string().contains("another question"), "to press again");
        let said = stage.pressed(stage.ben, &open, "not true").await;
        assert_holds(&text_of(&said), &["moderators have been told", "**I could not keep it**"]);
        holder.let_go().await;
        // Once it is back, the truth is that it is kept.
        let kept = async {
            loop {
                let said = text_of(&stage.pressed(stage.ana, &reply, "Helpful").await);
                if said == "Good to know. Thank you." {
                    return;
                }
                assert_holds(&said, &[unkept]);
            }
        };
        tokio::time::timeout(DEADLINE, kept).await.expect("it comes back");
        let verdicts = stage.store().await.verdicts(id_of(&reply).0).await.expect(THERE);
        let wanted = [("helpful".to_owned(), 1), ("not_helpful".to_owned(), 1)];
        assert_eq!(verdicts, wanted, "what was not kept is not there");
        let told = stage.sandbox.log().entries().iter().any(|entry| {
            matches!(entry, Logged::Request { body: Some(body), .. }
                if text_of(body).contains("in this answer"))
        });
        assert!(told, "the staff was told");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
