//! A whole Merkle tree, to prove leaves with: built level by level, unlike the contract's climb.

use crate::{keccak::Digest, merkle::node};

pub struct Tree {
    levels: Vec<Vec<Digest>>,
}

impl Tree {
    pub fn new(leaves: Vec<Digest>) -> Self {
        let mut levels = vec![leaves];
        while levels.last().unwrap().len() > 1 {
            let above = levels.last().unwrap().chunks(2).map(|pair| match pair {
                [left, right] => node(left, right),
                [odd] => *odd,
                _ => unreachable!(),
            });
            levels.push(above.collect());
        }
        Self { levels }
    }

    pub fn root(&self) -> Digest {
        self.levels.last().unwrap().first().copied().unwrap_or_default()
    }

    pub fn proof(&self, index: u8) -> Vec<Digest> {
        let siblings = self.levels.iter().enumerate();
        siblings.filter_map(|(height, level)| level.get((usize::from(index) >> height) ^ 1).copied()).collect()
    }
}
