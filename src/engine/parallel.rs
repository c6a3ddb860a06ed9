//! Does things on two threads, when a knowledge base loads.
//!
//! **Invariant:** the results come in the order of the things, as if one thread had made them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// Fewer things are done sooner than a thread is started.
const WORTH_A_THREAD: usize = 64;

/// What a function makes of each thing.
///
/// Two threads and no more: it takes a few hundredths of a second, and each thread keeps memory of
/// its own. A function that panics in one thread panics here.
pub(crate) fn map<Thing: Sync, Made: Send>(
    things: &[Thing],
    make: impl Fn(&Thing) -> Made + Sync,
) -> Vec<Made> {
    map_beside(|| (), things, make).1
}

/// Does something here while the other thread has begun with the things already.
///
/// Whichever thread is free takes the next few of them, so that none waits for the other where one has
/// more to do, or shares its processor. A function that panics in one thread panics here.
pub(crate) fn map_beside<First, Thing: Sync, Made: Send>(
    first: impl FnOnce() -> First,
    things: &[Thing],
    make: impl Fn(&Thing) -> Made + Sync,
) -> (First, Vec<Made>) {
    /// Few enough that neither thread waits long for the last.
    const AT_A_TIME: usize = 16;
    if things.len() < WORTH_A_THREAD {
        return (first(), things.iter().map(make).collect());
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made: Vec<(usize, Vec<Made>)> = Vec::new();
        loop {
            let start = next.fetch_add(AT_A_TIME, Ordering::Relaxed);
            let Some(rest) = things.get(start..).filter(|rest| !rest.is_empty()) else { break };
            made.push((start, rest.iter().take(AT_A_TIME).map(&make).collect()));
        }
        made
    };
    thread::scope(|scope| {
        let other = scope.spawn(work);
        let first = first();
        let mut made = work();
        match other.join() {
            Ok(rest) => made.extend(rest),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        made.sort_unstable_by_key(|(start, _)| *start);
        let mut all = Vec::with_capacity(things.len());
        all.extend(made.into_iter().flat_map(|(_, some)| some));
        (first, all)
    })
}

/// Makes something of all things, some at a time, while this thread takes in what was made of
/// those before, in order.
///
/// No more is held than what is made of three times as many. A function that panics in one thread panics here.
pub(crate) fn feed<Thing: Sync, Made: Send>(
    things: &[Thing],
    make: impl Fn(&[Thing]) -> Made + Send,
    mut take: impl FnMut(Made),
) {
    /// Enough that handing them over costs little beside making them, and few enough that what the
    /// other thread keeps of its memory stays small.
    const AT_A_TIME: usize = 64;
    if things.len() < WORTH_A_THREAD {
        take(make(things));
        return;
    }
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(1);
        let other = scope.spawn(move || {
            let mut some = things.chunks(AT_A_TIME);
            while some.next().is_some_and(|some| sender.send(make(some)).is_ok()) {}
        });
        receiver.iter().for_each(take);
        if let Err(panic) = other.join() {
            std::panic::resume_unwind(panic);
        }
    });
}

/// Does two things at once, the first of them here.
///
/// A function that panics in one thread panics here.
pub(crate) fn both<Left, Right: Send>(
    left: impl FnOnce() -> Left,
    right: impl FnOnce() -> Right + Send,
) -> (Left, Right) {
    thread::scope(|scope| {
        let other = scope.spawn(right);
        let made = left();
        match other.join() {
            Ok(rest) => (made, rest),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{feed, map, map_beside};

    #[test]
    fn order_is_kept_on_either_side_of_the_split() {
        let things: Vec<usize> = (0..1_001).collect();
        let doubled: Vec<usize> = things.iter().map(|thing| thing * 2).collect();
        assert_eq!(map(&things, |thing| thing * 2), doubled);
        assert_eq!(map(&things[..5], |thing| thing * 2), doubled[..5]);
        for some in [&things[..], &things[..5], &[]] {
            let (first, made) = map_beside(|| "done", some, |thing| thing * 2);
            assert_eq!((first, &made[..]), ("done", &doubled[..some.len()]));
        }
    }

    #[test]
    fn what_is_fed_comes_whole_and_in_order() {
        let things: Vec<usize> = (0..1_001).collect();
        for some in [&things[..], &things[..5], &[]] {
            let mut taken = Vec::new();
            feed(some, <[usize]>::to_vec, |made| taken.extend(made));
            assert_eq!(taken, some);
        }
    }
}
