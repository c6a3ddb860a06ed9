//! What the bot's operator comes to know of a database that refuses what is asked of it.

use serde_json::json;
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use tokio::process::Command;

use crate::moderating::{assert_holds, stages};
use crate::stage::{DEADLINE, Stage};

/// What was changed is not found any more.
const LOSE: &str = "ALTER TABLE change RENAME TO lost";

impl Stage {
    /// Has the database refuse whatever is about changes.
    async fn lose_changes(&self) {
        const THERE: &str = "the database is there";
        let url = self.database();
        if url.starts_with("sqlite") {
            let mut file = SqliteConnection::connect(&url).await.expect(THERE);
            sqlx::raw_sql(LOSE).execute(&mut file).await.expect(THERE);
            file.close().await.expect(THERE);
        } else {
            let mut server = PgConnection::connect(&url).await.expect(THERE);
            sqlx::raw_sql(LOSE).execute(&mut server).await.expect(THERE);
            server.close().await.expect(THERE);
        }
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_store_refuses_is_in_the_log_once_a_command() {
    for stage in stages("").await {
        let child = stage.program(&["run"]).spawn().expect("it starts");
        // What is said before it is connected it does not hear.
        stage.until_registered(0).await;
        stage.settle().await;
        stage.lose_changes().await;
        let entry = [("entry", json!("what-are-endorphins"))];
        for name in ["faq edit", "faq show", "export"] {
            let given = if name == "export" { &[][..] } else { &entry };
            let said = stage.command(stage.owner, name, given).await;
            assert_holds(&said, &["The database does not answer", "nothing was changed"]);
        }
        let pid = child.id().expect("it runs").to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status().await;
        assert!(asked.is_ok_and(|status| status.success()), "the signal is sent");
        let output = tokio::time::timeout(DEADLINE, child.wait_with_output()).await;
        let output = output.expect("it ends in time").expect("it can be waited for");
        let printed =
            String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        let count = printed.matches("a command could not be performed").count();
        assert_eq!(count, 3, "{printed}");
    }
}
