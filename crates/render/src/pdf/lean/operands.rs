//! The operands of an operator: the last ones count, as garbage may stand before them.

use hayro_syntax::content::Instruction;
use hayro_syntax::object::{Array, Name, Number, Object, Stream, String as PdfString};

/// The operands of one instruction.
pub(super) struct Operands<'i, 'b, 'a> {
    instruction: &'i Instruction<'b, 'a>,
    count: usize,
}

impl<'i, 'b, 'a> Operands<'i, 'b, 'a> {
    pub(super) fn of(instruction: &'i Instruction<'b, 'a>) -> Self {
        Self { instruction, count: instruction.operands().count() }
    }

    /// The operand this many places before the last one.
    fn back(&self, places: usize) -> Option<&'b Object<'a>> {
        self.instruction.operands().nth(self.count.checked_sub(places + 1)?)
    }

    fn values<T: Copy + Default, const N: usize>(&self, value: impl Fn(&Number) -> T) -> Option<[T; N]> {
        let mut values = [T::default(); N];
        let last = self.instruction.operands().skip(self.count.checked_sub(N)?);
        for (slot, operand) in values.iter_mut().zip(last) {
            let Object::Number(number) = operand else { return None };
            *slot = value(number);
        }
        Some(values)
    }

    /// The last `N` operands, which are numbers.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        self.values(Number::as_f64)
    }

    /// As [`Operands::numbers`], as text and colours are counted.
    pub(super) fn singles<const N: usize>(&self) -> Option<[f32; N]> {
        self.values(Number::as_f32)
    }

    /// The last operand, a number that is meant to be whole.
    pub(super) fn whole(&self) -> Option<i64> {
        self.values(Number::as_i64).map(|[number]: [i64; 1]| number)
    }

    /// All numbers, and the last name among them; `None` when there is anything else.
    pub(super) fn colour(&self) -> Option<(Vec<f32>, Option<&'b Name<'a>>)> {
        let (mut numbers, mut name) = (Vec::new(), None);
        for operand in self.instruction.operands() {
            match operand {
                Object::Number(number) => numbers.push(number.as_f32()),
                Object::Name(found) => name = Some(found),
                _ => return None,
            }
        }
        Some((numbers, name))
    }

    /// The name this many places before the last operand.
    pub(super) fn name(&self, places: usize) -> Option<&'b Name<'a>> {
        match self.back(places)? {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The last operand, a text.
    pub(super) fn text(&self) -> Option<&'b PdfString<'a>> {
        match self.back(0)? {
            Object::String(text) => Some(text),
            _ => None,
        }
    }

    /// The last operand, a list.
    pub(super) fn list(&self) -> Option<&'b Array<'a>> {
        match self.back(0)? {
            Object::Array(list) => Some(list),
            _ => None,
        }
    }

    /// The last operand, a stream.
    pub(super) fn stream(&self) -> Option<&'b Stream<'a>> {
        match self.back(0)? {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// The numbers before the last operand, two of them.
    pub(super) fn two_before_last(&self) -> Option<[f32; 2]> {
        match (self.back(2)?, self.back(1)?) {
            (Object::Number(first), Object::Number(second)) => Some([first.as_f32(), second.as_f32()]),
            _ => None,
        }
    }
}
