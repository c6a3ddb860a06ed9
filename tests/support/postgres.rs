//! A private `PostgreSQL` server for tests: made in a temporary folder, on a Unix socket, as a user of
//! its own where the tests run as root.
//!
//! **Invariant:** it ends with the process that started it, also when that is killed: a shell beside
//! it stops the server and removes the folder once its standard input ends.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

/// What keeps the server. `$1` is where its programs are, `$2` the folder.
const GUARDIAN: &str = r#"
trap '' INT TERM
bin=$1 folder=$2
cd "$folder" || exit 1
if [ ! -d data ]; then
    "$bin/initdb" -D data -U signpost --auth=trust --no-sync -E UTF8 --locale=C >init.log 2>&1 ||
        { tail -n 5 init.log; exit 1; }
fi
"$bin/pg_ctl" -D data -w -t 60 -l server.log -o "-k '$folder' -c listen_addresses= -c fsync=off \
    -c max_connections=200 -c shared_buffers=16MB" start >start.log 2>&1 ||
    { tail -n 5 start.log server.log; exit 1; }
echo ready
word=
read -r word
"$bin/pg_ctl" -D data -w -m fast stop >/dev/null 2>&1
[ "$word" = keep ] || rm -rf "$folder"
"#;

/// A server that runs.
pub(crate) struct Server {
    /// Where it keeps its files.
    pub(crate) folder: PathBuf,
    guardian: Child,
    databases: AtomicU32,
}

impl Server {
    /// Starts one. The error says why there is none.
    pub(crate) fn start() -> Result<Server, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?.keep();
        if let Some(user) = other_user() {
            let owned = Command::new("chown").arg(user).arg(&folder).status();
            owned.map_err(|error| format!("chown: {error}"))?;
        }
        let guardian = guard(&folder)?;
        Ok(Server { folder, guardian, databases: AtomicU32::new(0) })
    }

    /// The one that all tests of a process share, but those that stop it. None, with the reason
    /// printed, where `PostgreSQL` is not installed; in CI that is a failure.
    pub(crate) fn shared() -> Option<&'static Server> {
        static SHARED: OnceLock<Result<Server, String>> = OnceLock::new();
        match SHARED.get_or_init(Server::start) {
            Ok(server) => Some(server),
            Err(reason) => {
                skip(reason);
                None
            }
        }
    }

    /// Makes a database, and gives its address.
    pub(crate) async fn database(&self) -> String {
        let name = format!("signpost_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect(&self.url("postgres")).await.expect("it runs");
        let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(create).execute(&mut connection).await.expect("a new name");
        connection.close().await.ok();
        self.url(&name)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&user=signpost", self.folder.display())
    }

    /// Stops it as an operator does. What it holds stays.
    pub(crate) fn stop(&mut self) {
        if let Some(mut stdin) = self.guardian.stdin.take() {
            stdin.write_all(b"keep\n").expect("the guardian listens");
        }
        self.guardian.wait().expect("the guardian ends");
    }

    /// Starts it again after a stop.
    pub(crate) fn start_again(&mut self) {
        self.guardian = guard(&self.folder).expect("it started before");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        self.guardian.wait().ok();
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

/// Says that a test was skipped. In CI everything must be there, so there it fails.
pub(crate) fn skip(reason: &str) {
    assert!(std::env::var_os("CI").is_none(), "PostgreSQL cannot be tested: {reason}");
    // Past the capture of test output, so that it is seen where everything passes.
    writeln!(std::io::stderr(), "SKIPPED: PostgreSQL cannot be tested: {reason}").ok();
}

fn guard(folder: &Path) -> Result<Child, String> {
    let programs =
        programs().ok_or("it is not installed; on Debian: apt-get install postgresql")?;
    let mut command = match other_user() {
        Some(user) => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", user, "--regid", user, "--clear-groups", "sh"]);
            command
        }
        None => Command::new("sh"),
    };
    let mut guardian = command
        .args(["-c", GUARDIAN, "guardian"])
        .args([&programs, folder])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("sh: {error}"))?;
    let mut said = String::new();
    if let Some(stdout) = guardian.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if line == "ready" {
                return Ok(guardian);
            }
            said.push_str(&line);
            said.push('\n');
        }
    }
    guardian.wait().ok();
    Err(format!("it does not start:\n{said}"))
}

/// Where `initdb` and `pg_ctl` are: Debian keeps them out of the path.
fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten();
    let mut folders: Vec<PathBuf> =
        debian.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    folders.into_iter().rev().find(|folder| folder.join("initdb").exists())
}

/// The server refuses to run as root.
fn other_user() -> Option<&'static str> {
    let output = |arguments: &[&str]| Command::new("id").args(arguments).output().ok();
    let is_root = output(&["-u"]).is_some_and(|output| output.stdout == b"0\n");
    let exists = |user: &&&str| output(&["-u", user]).is_some_and(|it| it.status.success());
    if is_root { ["postgres", "nobody"].iter().find(exists).copied() } else { None }
}
