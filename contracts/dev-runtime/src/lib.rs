//! The entry points of `revive-dev-runtime`, exported from a module of our own, so that it is built without its `std` feature
//! and with the flags of `build.sh`.
#![no_std]

pub use rt::*;
