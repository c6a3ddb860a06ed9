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
//! 10. Moderators decide what becomes of what was not answered, once each, and whoever asked is told.
//! 11. Whoever asks for a person is heard by the staff, or told that they are not.
//! 12. The staff is told of what needs it, once.
//! 13. What a server sets is in force there, wrong values say why, and in shadow nobody is answered.
//! 14. What is decided through one process is in force in the others.
//! 15. Everything of a server's own goes into one file and comes back, whole or not at all.
//! 16. What was posted of an entry that was changed since is corrected, once, and counted.
//! 17. Files of the knowledge are in force as they are saved, whole or not at all.
//! 18. Nothing that anybody wrote is kept, on either kind of database, and what is old goes.
//! 19. The audit channel is told of every change once, whatever a kill or a failure cut off.
//! 20. What moderators are shown says what is so, names what it speaks of, and leads on.
//! 21. Every option and field takes SQL and Markdown as text, and no forged button reaches anything.
//! 22. What a server took out is not answered with, and nobody is spoken to unasked who may not be, also
//!     where the database cannot be read.
//! 23. What moderators write in a form is theirs until it is taken, whatever is in the way of it.
//!
//! Every body that the bot sends is checked against Discord's published description.

mod alerts;
mod anew;
mod asking;
mod audit;
mod away;
mod beside;
mod by_command;
mod correcting;
mod crisis;
mod entries;
mod faults;
mod figures;
mod following;
mod forged;
mod garden;
mod harmless;
mod hostile;
mod ids;
mod inbox;
mod keeping;
mod kills;
mod languages;
mod looking_after;
mod moderating;
mod moving;
mod moving_much;
mod moving_settings;
mod overlaid;
mod owed;
mod personal;
#[path = "../support/postgres.rs"]
#[expect(dead_code, reason = "the tests of the store share one, and start it again")]
mod postgres;
mod pressing;
mod previews;
mod processes;
mod program;
mod pure;
mod ratings;
mod registering;
mod reloading;
mod roles;
mod second_ways;
mod setting_values;
mod settings;
mod shadow;
mod staff;
mod staff_settings;
mod stage;
mod taking_back;
mod unreachable;
mod written;
