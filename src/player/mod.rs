//! Plays one track after another: decoding ahead on a thread of its own, sound out through rodio, silence paced
//! in real time where there is no device. Knows nothing of moods or the library.

/// The sound device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OutputState {
    /// Not opened yet.
    #[default]
    Closed,
    /// Sound comes out of this device.
    Device(String),
    /// No device works: playing goes on silently, in real time, and a device is looked for.
    Silent {
        /// What the system said.
        reason: String,
    },
}
