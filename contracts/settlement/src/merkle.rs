//! Merkle proofs over a plan's legs. Left and right follow from the leaf's index and the number of legs, never from
//! sorting; an odd node goes up unchanged. Leaves start with 0x00 and nodes with 0x01: neither passes for the other.

use crate::keccak::{Digest, keccak};

/// The most legs a plan can have.
pub const MAX_LEGS: u8 = 63;

/// The parent of two nodes.
pub fn node(left: &Digest, right: &Digest) -> Digest {
    keccak(&(1u8, left, right))
}

/// Whether `leaf` is leg `index` of the plan of `legs` legs with this root. The proof holds exactly the siblings on the
/// way up; at most six levels are climbed, whatever it holds.
pub fn is_leaf_of(root: &Digest, legs: u8, index: u8, leaf: Digest, proof: &[Digest]) -> bool {
    if index >= legs || legs > MAX_LEGS {
        return false;
    }
    let (mut hash, mut at, mut width) = (leaf, index, legs);
    let mut siblings = proof.iter();
    while width > 1 {
        let is_right = at & 1 == 1;
        let is_promoted = !is_right && at.checked_add(1) == Some(width);
        if !is_promoted {
            let Some(sibling) = siblings.next() else { return false };
            hash = if is_right { node(sibling, &hash) } else { node(&hash, sibling) };
        }
        at >>= 1;
        width = width.div_ceil(2);
    }
    siblings.next().is_none() && hash == *root
}
