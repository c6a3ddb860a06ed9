//! The bot against the stand-in, end to end: what people do, and what reaches Discord.
//!
//! 1. Every way of asking is answered once, with disclaimer, pointer and source.
//! 2. Every button does what it says, for whoever may press it.
//! 3. A crisis reaches the moderators first, and a card reaches the person in any mode.
//! 4. What is edited, deleted or asked while the bot was away is followed.
//! 5. No connection fault and no failing request makes it answer twice or not at all.
//! 6. What people write comes out harmless, and the token nowhere.
//! 7. What a server changed is what it is answered from, there and nowhere else.
//! 8. Moderators look after entries, each as their role lets them, and nobody else does.
//! 9. Whoever runs the bot in a server may do what their role allows, and nobody else may.
//! 10. Everything of a server's own goes into one file and comes back, whole or not at all.
//! 11. What was posted of an entry that was changed since is corrected, once, and counted.
//! 12. Files of the knowledge are in force as they are saved, whole or not at all.
//! 13. Nothing that anybody wrote is kept, on either kind of database, and what is old goes.
//!
//! Every body that the bot sends is checked against Discord's published description.

mod asking;
mod correcting;
mod crisis;
mod entries;
mod faults;
mod following;
mod harmless;
mod keeping;
mod kills;
mod moderating;
mod moving;
mod overlaid;
mod personal;
#[path = "../support/postgres.rs"]
#[expect(dead_code, reason = "the tests of the store share one, and start it again")]
mod postgres;
mod pressing;
mod program;
mod pure;
mod registering;
mod reloading;
mod second_ways;
mod stage;
