//! One line a setting: from the table in `settings.rs` this makes the struct, its defaults, [`Change`], and how each
//! field is read, checked and written.
//!
//! [`Change`]: super::Change

/// `Variant field: Type = default, check;` with the documentation of the field before it. The field's name is its key
/// in the file; the check tells which values may be used.
macro_rules! settings_table {
    ($($(#[$doc:meta])* $variant:ident $field:ident: $type:ty = $default:expr, $check:expr;)*) => {
        /// All settings.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Settings {
            $($(#[$doc])* pub $field: $type,)*
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        /// One setting with a new value.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Change {
            $($(#[$doc])* $variant($type),)*
        }

        impl Settings {
            #[allow(clippy::float_cmp, reason = "the very same value is no change")]
            /// Takes a change in. `false`: the value is out of range, or was that already.
            pub fn change(&mut self, change: Change) -> bool {
                match change {
                    $(Change::$variant(value) => {
                        let check: fn(&$type) -> bool = $check;
                        let new = check(&value) && self.$field != value;
                        if new {
                            self.$field = value;
                        }
                        new
                    })*
                }
            }

            fn read(reader: &mut file::Reader) -> Self {
                let defaults = Self::default();
                Self { $($field: reader.field(stringify!($field), defaults.$field, $check),)* }
            }

            fn write(&self, table: &mut toml::Table) {
                $(if let Ok(value) = toml::Value::try_from(&self.$field) {
                    table.insert(stringify!($field).to_owned(), value);
                })*
            }
        }
    };
}
