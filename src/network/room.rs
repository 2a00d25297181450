//! Memory for what lies between a map and what is made of it. Each thread keeps its own: to get some anew and clear it for each
//! map takes as long as a small map itself.

use std::cell::Cell;

thread_local! {
    static ROOM: Cell<Vec<f32>> = const { Cell::new(Vec::new()) };
}

/// Room for at least `length` numbers, whatever they are. To be given back.
pub fn take(length: usize) -> Vec<f32> {
    let mut room = ROOM.take();
    room.resize(room.len().max(length), 0.0);
    room
}

/// Keeps room for the next map.
pub fn give(room: Vec<f32>) {
    ROOM.set(room);
}
