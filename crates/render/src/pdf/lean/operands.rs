//! The operands of an operator: the last ones count, as garbage may stand before them.

use hayro_syntax::object::{Name, Stream};

use super::tokens::{Operand, Tokens};

/// The operands of the instruction that was read last.
#[derive(Clone, Copy)]
pub(super) struct Operands<'t, 'b> {
    tokens: &'t Tokens<'b>,
    all: &'t [Operand],
}

/// What a list holds.
pub(super) enum Part<'t> {
    Number(f32),
    Text(&'t [u8]),
    Other,
}

impl<'t, 'b> Operands<'t, 'b> {
    pub(super) fn of(tokens: &'t Tokens<'b>) -> Self {
        Self { tokens, all: tokens.operands() }
    }

    /// The operand this many places before the last one.
    fn back(&self, places: usize) -> Option<Operand> {
        self.all.iter().rev().nth(places).copied()
    }

    /// The last `N` operands, which are numbers.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        for (slot, operand) in numbers.iter_mut().zip(self.all.last_chunk::<N>()?) {
            let Operand::Number(number) = operand else { return None };
            *slot = *number;
        }
        Some(numbers)
    }

    /// As [`Operands::numbers`], as text and colours are counted.
    pub(super) fn singles<const N: usize>(&self) -> Option<[f32; N]> {
        self.numbers().map(|numbers| numbers.map(|number| number as f32))
    }

    /// The last operand, a number that is meant to be whole.
    pub(super) fn whole(&self) -> Option<i64> {
        self.numbers().map(|[number]| number as i64)
    }

    /// All numbers, and the last name among them; `None` when there is anything else.
    pub(super) fn colour(&self) -> Option<(Vec<f32>, Option<Name<'t>>)> {
        let (mut numbers, mut name) = (Vec::new(), None);
        for operand in self.all {
            match operand {
                Operand::Number(number) => numbers.push(*number as f32),
                Operand::Name(found) => name = Some(Name::new_unescaped(self.tokens.bytes(*found))),
                _ => return None,
            }
        }
        Some((numbers, name))
    }

    /// The name this many places before the last operand.
    pub(super) fn name(&self, places: usize) -> Option<Name<'t>> {
        match self.back(places)? {
            Operand::Name(name) => Some(Name::new_unescaped(self.tokens.bytes(name))),
            _ => None,
        }
    }

    /// The last operand, a text.
    pub(super) fn text(&self) -> Option<&'t [u8]> {
        match self.back(0)? {
            Operand::Text(text) => Some(self.tokens.bytes(text)),
            _ => None,
        }
    }

    /// What the last operand holds, a list.
    pub(super) fn list(&self) -> Option<impl Iterator<Item = Part<'t>> + use<'t, 'b>> {
        let Operand::List(first, end) = self.back(0)? else { return None };
        let tokens = self.tokens;
        Some(tokens.parts(first, end).iter().map(|part| match part {
            Operand::Number(number) => Part::Number(*number as f32),
            Operand::Text(text) => Part::Text(tokens.bytes(*text)),
            _ => Part::Other,
        }))
    }

    /// The last operand, a picture.
    pub(super) fn picture(&self) -> Option<&'t Stream<'b>> {
        match self.back(0)? {
            Operand::Picture => self.tokens.picture(),
            _ => None,
        }
    }

    /// The numbers before the last operand, two of them.
    pub(super) fn two_before_last(&self) -> Option<[f32; 2]> {
        match (self.back(2)?, self.back(1)?) {
            (Operand::Number(first), Operand::Number(second)) => Some([first as f32, second as f32]),
            _ => None,
        }
    }
}
