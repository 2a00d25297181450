//! A set of rows, one bit each: tests of a query are combined 64 rows at a time.

const BITS: usize = u64::BITS as usize;

/// Some of the rows of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    blocks: Vec<u64>,
    rows: usize,
}

impl Set {
    /// None of so many rows.
    pub fn none(rows: usize) -> Self {
        Self { blocks: vec![0; rows.div_ceil(BITS)], rows }
    }

    /// All of so many rows.
    pub fn all(rows: usize) -> Self {
        let mut set = Self::none(rows);
        set.invert();
        set
    }

    /// Those of so many rows that a test takes.
    pub fn of(rows: usize, takes: impl Fn(usize) -> bool) -> Self {
        let block = |at: usize| {
            let positions = at * BITS..rows.min((at + 1) * BITS);
            positions.rev().fold(0, |block, position| block << 1 | u64::from(takes(position)))
        };
        Self { blocks: (0..rows.div_ceil(BITS)).map(block).collect(), rows }
    }

    /// Adds a row.
    pub fn add(&mut self, position: usize) {
        self.blocks[position / BITS] |= 1 << (position % BITS);
    }

    /// Is a row in it?
    pub fn has(&self, position: usize) -> bool {
        self.blocks[position / BITS] >> (position % BITS) & 1 == 1
    }

    /// Leaves those that are in the other set too.
    pub fn keep(&mut self, other: &Self) {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(block, other)| *block &= other);
    }

    /// Adds those of another set.
    pub fn join(&mut self, other: &Self) {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(block, other)| *block |= other);
    }

    /// Exactly the others.
    pub fn invert(&mut self) {
        self.blocks.iter_mut().for_each(|block| *block = !*block);
        let left = self.rows % BITS;
        if let Some(last) = self.blocks.last_mut().filter(|_| left > 0) {
            *last &= (1 << left) - 1;
        }
    }

    /// How many are in it.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(|block| block.count_ones() as usize).sum()
    }

    /// The rows in it, by position.
    pub fn positions(&self) -> Vec<u32> {
        let mut positions = Vec::with_capacity(self.len());
        for (at, block) in self.blocks.iter().enumerate() {
            let mut left = *block;
            while left != 0 {
                positions.push((at * BITS) as u32 + left.trailing_zeros());
                left &= left - 1;
            }
        }
        positions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_combined_row_by_row_also_in_the_last_block() {
        for rows in [0, 1, 63, 64, 65, 130] {
            let (even, third) = (Set::of(rows, |p| p % 2 == 0), Set::of(rows, |p| p % 3 == 0));
            let check = |set: &Set, takes: fn(usize) -> bool| {
                let wanted: Vec<u32> = (0..rows as u32).filter(|p| takes(*p as usize)).collect();
                assert_eq!((set.positions(), set.len()), (wanted.clone(), wanted.len()), "{rows}");
                assert!((0..rows).all(|p| set.has(p) == takes(p)));
            };
            check(&even, |p| p % 2 == 0);
            let mut both = even.clone();
            both.keep(&third);
            check(&both, |p| p % 6 == 0);
            let mut either = even.clone();
            either.join(&third);
            check(&either, |p| p % 2 == 0 || p % 3 == 0);
            let mut odd = even;
            odd.invert();
            check(&odd, |p| p % 2 == 1);
            assert_eq!(Set::all(rows).len(), rows);
        }
    }
}
