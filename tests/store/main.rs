//! What the store promises, held on both kinds of databases.
//!
//! 1. A question is taken once: in one process, in two, after a restart.
//! 2. Processes that start together make the tables once; tables of a newer program are left alone.
//! 3. While the database is away nobody waits for it; what is lost is counted; it comes back by
//!    itself.
//! 4. A change is made from what is in force, is logged, survives a kill whole, and reaches others.
//! 5. A backup is of one moment, and comes back the same into either kind, or not at all; that of an
//!    earlier version as its tables would be today.
//! 6. What a file brings is so whole, or not at all.
//! 7. A person's data can be seen and deleted; what is old goes by itself.

mod away;
mod backups;
mod batches;
mod changes;
mod earlier;
mod inbox;
mod keeping;
mod moderation;
mod opening;
mod people;
mod place;
#[path = "../support/postgres.rs"]
mod postgres;
mod program;
mod shadow;

/// Runs behaviours on both kinds: each is a function that takes a place.
macro_rules! on_both {
    ($($behaviour:ident)+) => {
        $(mod $behaviour {
            use crate::place::Place;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let place = Place::sqlite().await.expect("files can be made");
                super::$behaviour(&place).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(place) = Place::postgres().await {
                    super::$behaviour(&place).await;
                }
            }
        })+
    };
}
pub(crate) use on_both;
