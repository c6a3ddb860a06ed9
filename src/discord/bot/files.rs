//! Files of the knowledge that change while the bot runs.
//!
//! **Invariant:** they are in force everywhere whole, or what was loaded before is; what is wrong with
//! them is in the log and before the staff, and `/status` says so until it is mended.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::UnboundedReceiver;

use super::Bot;
use super::staff::Whence;
use crate::diagnostic::Diagnostic;
use crate::discord::directory::Directory;
use crate::discord::render::text::harmless;
use crate::engine::knowledge::KnowledgeBase;

/// How many mistakes `/status` names: whoever mends them looks at the log, or runs `check`.
const NAMED: usize = 3;

/// What files say now, or everything that is wrong with them.
pub type Reread = Result<KnowledgeBase, Vec<Diagnostic>>;

/// What is wrong with the files, if anything is.
#[derive(Default)]
pub(super) struct Files {
    wrong: Mutex<Vec<Diagnostic>>,
    /// They were read whole since the start, so that what was wrong then is mended.
    are_mended: AtomicBool,
}

impl Bot {
    /// Takes in what files say, as often as they change.
    pub async fn follow_files(self: Arc<Self>, mut changes: UnboundedReceiver<Reread>) {
        while let Some(read) = changes.recv().await {
            let wrong = match read {
                Ok(knowledge) => {
                    let entries = knowledge.len();
                    let library = Arc::clone(&self.library);
                    // Building takes a while, and would hold up whatever else this thread does. A
                    // panic in there is logged where it happens, and what was loaded stays.
                    let replaced =
                        tokio::task::spawn_blocking(move || library.replace(knowledge)).await;
                    if let Ok(servers) = replaced {
                        tracing::info!(entries, "files of the knowledge changed, and are in force");
                        self.note_added_under_shipped_names().await;
                        for guild in servers {
                            self.reload(guild).await;
                        }
                    }
                    self.files.are_mended.store(true, Ordering::Relaxed);
                    Vec::new()
                }
                Err(wrong) => {
                    for it in &wrong {
                        tracing::error!(
                            code = it.code,
                            "{}:{}: {}; {}",
                            it.path,
                            it.line,
                            it.message,
                            it.help
                        );
                    }
                    tracing::error!(
                        errors = wrong.len(),
                        "files of the knowledge changed and have errors, so what was loaded before \
                         stays in force"
                    );
                    wrong
                }
            };
            let are_good = wrong.is_empty();
            *self.files.wrong.lock().unwrap_or_else(PoisonError::into_inner) = wrong;
            if are_good {
                self.take_back_unread(Whence::Start).await;
                self.take_back_unread(Whence::Files).await;
            }
            let bot = Arc::clone(&self);
            self.tasks.spawn(async move {
                for guild in bot.look_up(Directory::guilds) {
                    bot.tell_of_unread(guild, Whence::Files, &bot.unread_files()).await;
                }
            });
        }
    }

    /// What could not be read when the bot started, and was not mended since.
    pub(super) fn unread_at_start(&self) -> &[String] {
        if self.files.are_mended.load(Ordering::Relaxed) { &[] } else { &self.unread }
    }

    /// What could not be read of the files when they changed last, a line each.
    pub(super) fn unread_files(&self) -> Vec<String> {
        let wrong = self.files.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let line = |it: &Diagnostic| format!("{}, line {}: {}", file_name(it), it.line, it.message);
        wrong.iter().map(line).collect()
    }

    /// What `/status` says of the files.
    pub(super) fn wrong_files(&self) -> Option<String> {
        let wrong = self.files.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let count = wrong.len();
        let first = (count > 0).then(|| wrong.iter().take(NAMED))?;
        let named: Vec<String> = first
            .map(|it| {
                format!(
                    "- {}, line {}: {}",
                    harmless(file_name(it), 80),
                    it.line,
                    harmless(&it.message, 200)
                )
            })
            .collect();
        let errors = if count == 1 { "1 error".to_owned() } else { format!("{count} errors") };
        Some(format!(
            "**Files of the knowledge were changed and have {errors}, so I go on with what was there \
             before.** To mend it: run signpost check.\n{}",
            named.join("\n"),
        ))
    }
}

/// The name of a file that something is wrong with, without the folders of the machine.
fn file_name(wrong: &Diagnostic) -> &str {
    wrong.path.rsplit(['/', '\\']).next().unwrap_or_default()
}
