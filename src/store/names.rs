//! Closed sets of names, as the database keeps them.
//!
//! **Invariant:** every name reads back as what it names.

/// An enum of which every variant has a name in the database.
macro_rules! named {
    ($(#[$about:meta])* pub enum $type:ident { $($(#[$what:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$what])* $variant,)+ }

        impl $type {
            /// All of them, in order.
            pub const ALL: &[$type] = &[$($type::$variant),+];

            /// The name in the database.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)+ }
            }

            /// What a name of the database names.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.name() == name)
            }
        }
    };
}
pub(super) use named;
