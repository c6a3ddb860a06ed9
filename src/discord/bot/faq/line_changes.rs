//! What became of the lines of a text: which stayed, which went and which came. Pure.
//!
//! **Invariant:** the lines that stayed and went are the old text, those that stayed and came the
//! new one, each in its order: so a line that stands twice, or is empty, counts each time.

/// The most pairs of lines that are compared: a thousand lines with a thousand others take four
/// megabytes for an instant. Where there are more, all of the part that differs goes and comes.
const MOST_PAIRS: usize = 1_000_000;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineChange<'t> {
    /// It is in both.
    Stayed(&'t str),
    /// It was in the old text.
    Went(&'t str),
    /// It is in the new text.
    Came(&'t str),
}

/// The lines of two texts, by a longest common subsequence.
pub(super) fn line_changes<'t>(old: &'t str, new: &'t str) -> Vec<LineChange<'t>> {
    // Not by `lines`, which says nothing of a line feed at the end.
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let first = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = || old[first..].iter().rev().zip(new[first..].iter().rev());
    let last = rest().take_while(|(old, new)| old == new).count();
    let mut changes: Vec<_> = old[..first].iter().map(|line| LineChange::Stayed(line)).collect();
    between(&old[first..old.len() - last], &new[first..new.len() - last], &mut changes);
    changes.extend(old[old.len() - last..].iter().map(|line| LineChange::Stayed(line)));
    changes
}

/// What became of the lines between those that both texts begin and end with.
fn between<'t>(old: &[&'t str], new: &[&'t str], changes: &mut Vec<LineChange<'t>>) {
    let (mut at, mut to) = (0, 0);
    if old.len().saturating_mul(new.len()) <= MOST_PAIRS {
        let common = common_from(old, new);
        let width = new.len() + 1;
        while at < old.len() && to < new.len() {
            if old[at] == new[to] {
                changes.push(LineChange::Stayed(old[at]));
                (at, to) = (at + 1, to + 1);
            } else if common[(at + 1) * width + to] >= common[at * width + to + 1] {
                changes.push(LineChange::Went(old[at]));
                at += 1;
            } else {
                changes.push(LineChange::Came(new[to]));
                to += 1;
            }
        }
    }
    changes.extend(old[at..].iter().map(|line| LineChange::Went(line)));
    changes.extend(new[to..].iter().map(|line| LineChange::Came(line)));
}

/// For each place in the old lines and each in the new ones, row by row, how many lines the rest of
/// both have in common.
fn common_from(old: &[&str], new: &[&str]) -> Vec<u32> {
    let width = new.len() + 1;
    let mut common = vec![0; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            common[at * width + to] = if old[at] == new[to] {
                common[(at + 1) * width + to + 1] + 1
            } else {
                common[(at + 1) * width + to].max(common[at * width + to + 1])
            };
        }
    }
    common
}
