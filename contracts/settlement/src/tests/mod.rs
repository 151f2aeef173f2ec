//! Tests on ink!'s off-chain engine, which reverts nothing and charges nothing: what depends on either is tested on the
//! embedded chain.

mod acknowledge;
mod attest;
mod create_group;
mod pay;
mod properties;
mod roster_change;
mod story;
mod token;
mod tree;
mod unit;
mod vectors;
mod views;
