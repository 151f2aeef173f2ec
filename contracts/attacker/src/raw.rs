//! Call data and answers as bytes, whatever the other contract's interface is.

use ink::{
    prelude::vec::Vec,
    scale::{Decode, Encode, Error, Input, Output},
};

/// Call data behind the selector, or an answer, without a length in front.
pub struct RawBytes<'a>(pub &'a [u8]);

impl Encode for RawBytes<'_> {
    fn size_hint(&self) -> usize {
        self.0.len()
    }

    fn encode_to<T: Output + ?Sized>(&self, dest: &mut T) {
        dest.write(self.0);
    }
}

/// Everything that another contract answers.
pub struct RawAnswer(pub Vec<u8>);

impl Decode for RawAnswer {
    fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        while let Ok(byte) = input.read_byte() {
            bytes.push(byte);
        }
        Ok(Self(bytes))
    }
}
