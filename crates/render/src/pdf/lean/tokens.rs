//! A content stream as operators with their operands.
//!
//! Nearly all contents are plain: numbers, names, texts, and lists of them. Those are read here, each once and without
//! a copy. From the first instruction with anything else (a picture in the content itself, escapes in names, numbers
//! as nobody should write them) hayro's reader goes on to the end, so that what is odd means the same everywhere.

#[cfg(test)]
mod tests;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Object, Stream};

/// Operands that an operator may have; hayro ends a content that has more.
const MAX_OPERANDS: usize = 33;

/// Digits that a number may have, for its digits to fit in a whole number.
const MAX_DIGITS: usize = 18;

/// Lists and dictionaries in each other that are read here.
const MAX_NESTING: u32 = 8;

/// No operator that is known is longer.
const LONGEST_OPERATOR: usize = 3;

/// Powers of ten by which the digits of a number are divided.
const POWERS: [f64; MAX_DIGITS + 1] =
    [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

/// What a byte is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Regular,
    White,
    Delimiter,
}

/// Kinds of all bytes (PDF 32000-1, 7.2.2).
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Regular; 256];
    let (white, delimiters) = (b"\0\t\n\x0c\r ", b"()<>[]{}/%");
    let mut at = 0;
    while at < white.len() {
        kinds[white[at] as usize] = Kind::White;
        at += 1;
    }
    at = 0;
    while at < delimiters.len() {
        kinds[delimiters[at] as usize] = Kind::Delimiter;
        at += 1;
    }
    kinds
};

fn kind(byte: u8) -> Kind {
    KINDS[usize::from(byte)]
}

/// An operand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Name(Span),
    Text(Span),
    /// Positions of its first part and behind its last one.
    List(u32, u32),
    Picture,
    /// Anything that no operator is asked for here.
    Other,
}

/// Where bytes are: in the content, or among those that were decoded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    start: u32,
    end: u32,
    is_decoded: bool,
}

impl Span {
    fn of_content(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32, is_decoded: false }
    }

    fn of_decoded(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32, is_decoded: true }
    }
}

/// What stands here is not plain.
struct Odd;

/// Reads a content, an instruction at a time.
pub(super) struct Tokens<'b> {
    content: &'b [u8],
    at: usize,
    /// The operator that was read last, in its first bytes.
    operator: [u8; LONGEST_OPERATOR],
    operator_length: usize,
    operands: Vec<Operand>,
    /// Of all lists among the operands.
    parts: Vec<Operand>,
    decoded: Vec<u8>,
    /// The picture among the operands.
    picture: Option<Stream<'b>>,
    /// Reads on where the content is not plain any more.
    rest: Option<UntypedIter<'b>>,
}

impl<'b> Tokens<'b> {
    /// At the start of a content; `None` for one of over 4 GiB.
    pub(super) fn new(content: &'b [u8]) -> Option<Self> {
        u32::try_from(content.len()).ok()?;
        Some(Self {
            content,
            at: 0,
            operator: [0; LONGEST_OPERATOR],
            operator_length: 0,
            operands: Vec::with_capacity(MAX_OPERANDS),
            parts: Vec::new(),
            decoded: Vec::new(),
            picture: None,
            rest: None,
        })
    }

    /// Goes to the next instruction; `false` at the end.
    pub(super) fn advance(&mut self) -> bool {
        self.clear();
        if self.rest.is_none() {
            let start = self.at;
            match self.read_plain() {
                Ok(is_there) => return is_there,
                Err(Odd) => {
                    self.clear();
                    self.rest = Some(UntypedIter::new(self.content.get(start..).unwrap_or_default()));
                }
            }
        }
        self.read_odd()
    }

    /// The operator; nothing when it is longer than any that is known.
    pub(super) fn operator(&self) -> &[u8] {
        self.operator.get(..self.operator_length).unwrap_or_default()
    }

    pub(super) fn operands(&self) -> &[Operand] {
        &self.operands
    }

    /// The bytes of a name or a text.
    pub(super) fn bytes(&self, span: Span) -> &[u8] {
        let from = if span.is_decoded { self.decoded.as_slice() } else { self.content };
        from.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The parts of a list: numbers and texts, the others without what they hold.
    pub(super) fn parts(&self, first: u32, end: u32) -> &[Operand] {
        self.parts.get(first as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn picture(&self) -> Option<&Stream<'b>> {
        self.picture.as_ref()
    }

    fn clear(&mut self) {
        self.operands.clear();
        self.parts.clear();
        self.decoded.clear();
        self.picture = None;
    }

    fn peek(&self) -> Option<u8> {
        self.content.get(self.at).copied()
    }

    /// The next byte that is no white space, which is not passed; comments count as white space.
    fn next_sign(&mut self) -> Option<u8> {
        loop {
            let byte = self.peek()?;
            if byte == b'%' {
                while self.peek().is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
                    self.at += 1;
                }
            } else if kind(byte) != Kind::White {
                return Some(byte);
            } else {
                self.at += 1;
            }
        }
    }

    /// Passes regular bytes; where they began.
    fn pass_regular(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| kind(byte) == Kind::Regular) {
            self.at += 1;
        }
        start
    }

    fn read_plain(&mut self) -> Result<bool, Odd> {
        loop {
            let Some(first) = self.next_sign() else { return Ok(false) };
            match first {
                _ if begins_number(first) => {
                    let number = self.number().ok_or(Odd)?;
                    self.operands.push(Operand::Number(number));
                }
                b'/' | b'(' | b'<' | b'[' => {
                    let operand = self.operand(first, 0)?;
                    self.operands.push(operand);
                }
                _ => {
                    self.read_operator()?;
                    return Ok(true);
                }
            }
            if self.operands.len() > MAX_OPERANDS {
                return Err(Odd);
            }
        }
    }

    fn read_operator(&mut self) -> Result<(), Odd> {
        let start = self.pass_regular();
        let operator = self.content.get(start..self.at).unwrap_or_default();
        if operator.is_empty() || operator == b"BI" || operator.contains(&b'#') {
            return Err(Odd);
        }
        self.set_operator(operator);
        Ok(())
    }

    fn set_operator(&mut self, operator: &[u8]) {
        self.operator_length = 0;
        if let Some(room) = self.operator.get_mut(..operator.len()) {
            room.copy_from_slice(operator);
            self.operator_length = operator.len();
        }
    }

    /// An operand that begins with this byte and is no number.
    fn operand(&mut self, first: u8, depth: u32) -> Result<Operand, Odd> {
        match first {
            b'/' => self.name(),
            b'(' => self.text(),
            b'<' if self.content.get(self.at + 1) == Some(&b'<') => self.dictionary(depth),
            b'<' => self.hexadecimal(),
            b'[' => self.list(depth),
            _ => Err(Odd),
        }
    }

    fn number(&mut self) -> Option<f64> {
        let sign = self.peek();
        if matches!(sign, Some(b'-' | b'+')) {
            self.at += 1;
        }
        let mut value = 0_u64;
        let mut digits = self.pass_digits(&mut value);
        let (mut behind, has_point) = (0, self.peek() == Some(b'.'));
        if has_point {
            self.at += 1;
            behind = self.pass_digits(&mut value);
            digits += behind;
        }
        let goes_on = self.peek().is_some_and(|byte| kind(byte) == Kind::Regular);
        let power = POWERS.get(behind).filter(|_| (1..=MAX_DIGITS).contains(&digits) && !goes_on)?;
        let number = if behind == 0 { value as f64 } else { value as f64 / power };
        // A whole number has no zero below zero.
        let is_negative = sign == Some(b'-') && (has_point || value != 0);
        Some(if is_negative { -number } else { number })
    }

    /// Passes digits and adds them behind those of the value; how many there were.
    fn pass_digits(&mut self, value: &mut u64) -> usize {
        let start = self.at;
        while let Some(digit) = self.peek().map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            *value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
            self.at += 1;
        }
        self.at - start
    }

    fn name(&mut self) -> Result<Operand, Odd> {
        self.at += 1;
        let start = self.pass_regular();
        let name = self.content.get(start..self.at).unwrap_or_default();
        if name.contains(&b'#') {
            return Err(Odd);
        }
        Ok(Operand::Name(Span::of_content(start, self.at)))
    }

    /// A text in brackets.
    fn text(&mut self) -> Result<Operand, Odd> {
        self.at += 1;
        let start = self.at;
        let (mut open, mut is_written_out) = (1, true);
        loop {
            let byte = self.peek().ok_or(Odd)?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    is_written_out = false;
                    self.at += 1;
                }
                b'\n' | b'\r' => is_written_out = false,
                _ => {}
            }
        }
        let end = self.at - 1;
        if is_written_out {
            return Ok(Operand::Text(Span::of_content(start, end)));
        }
        let first = self.decoded.len();
        decode(self.content.get(start..end).ok_or(Odd)?, &mut self.decoded);
        Ok(Operand::Text(Span::of_decoded(first, self.decoded.len())))
    }

    /// A text as digits; a missing last one counts as 0.
    fn hexadecimal(&mut self) -> Result<Operand, Odd> {
        self.at += 1;
        let start = self.decoded.len();
        let mut high = None;
        loop {
            let byte = self.peek().ok_or(Odd)?;
            self.at += 1;
            let digit = match byte {
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'f' => byte - b'a' + 10,
                b'A'..=b'F' => byte - b'A' + 10,
                b'>' => break,
                _ if kind(byte) == Kind::White => continue,
                _ => return Err(Odd),
            };
            match high.take() {
                None => high = Some(digit << 4),
                Some(high) => self.decoded.push(high | digit),
            }
        }
        self.decoded.extend(high);
        Ok(Operand::Text(Span::of_decoded(start, self.decoded.len())))
    }

    fn list(&mut self, depth: u32) -> Result<Operand, Odd> {
        self.at += 1;
        let first = self.parts.len();
        loop {
            match self.next_sign().ok_or(Odd)? {
                b']' => break,
                sign if begins_number(sign) => {
                    let number = self.number().ok_or(Odd)?;
                    self.parts.push(Operand::Number(number));
                }
                b'(' => {
                    let text = self.text()?;
                    self.parts.push(text);
                }
                sign => {
                    let part = self.inner(sign, depth)?;
                    self.parts.push(if matches!(part, Operand::Text(_)) { part } else { Operand::Other });
                }
            }
        }
        self.at += 1;
        Ok(Operand::List(first as u32, self.parts.len() as u32))
    }

    /// An operand inside of another one; the parts of a list there are not kept.
    fn inner(&mut self, sign: u8, depth: u32) -> Result<Operand, Odd> {
        if depth >= MAX_NESTING {
            return Err(Odd);
        }
        let kept = self.parts.len();
        let operand = self.operand(sign, depth + 1)?;
        self.parts.truncate(kept);
        Ok(operand)
    }

    /// A dictionary, which is passed over.
    fn dictionary(&mut self, depth: u32) -> Result<Operand, Odd> {
        self.at += 2;
        loop {
            match self.next_sign().ok_or(Odd)? {
                b'/' => {
                    self.name()?;
                }
                b'>' if self.content.get(self.at + 1) == Some(&b'>') => break,
                _ => return Err(Odd),
            }
            match self.next_sign().ok_or(Odd)? {
                sign if begins_number(sign) => {
                    self.number().ok_or(Odd)?;
                }
                sign => {
                    self.inner(sign, depth)?;
                }
            }
        }
        self.at += 2;
        Ok(Operand::Other)
    }

    /// Goes on by hayro's reader.
    fn read_odd(&mut self) -> bool {
        let Some(mut rest) = self.rest.take() else { return false };
        let instruction = rest.next();
        let is_there = instruction.is_some();
        if let Some(instruction) = instruction {
            self.set_operator(instruction.operator);
            for object in instruction.operands() {
                let operand = self.take_over(object);
                self.operands.push(operand);
            }
        }
        self.rest = Some(rest);
        is_there
    }

    fn take_over(&mut self, object: &Object<'b>) -> Operand {
        match object {
            Object::Number(number) => Operand::Number(number.as_f64()),
            Object::Name(name) => Operand::Name(self.keep(name.as_ref())),
            Object::String(text) => Operand::Text(self.keep(text.as_bytes())),
            Object::Array(list) => self.keep_list(list),
            Object::Stream(stream) => {
                self.picture = Some(stream.clone());
                Operand::Picture
            }
            _ => Operand::Other,
        }
    }

    fn keep(&mut self, bytes: &[u8]) -> Span {
        let start = self.decoded.len();
        self.decoded.extend_from_slice(bytes);
        Span::of_decoded(start, self.decoded.len())
    }

    fn keep_list(&mut self, list: &Array<'_>) -> Operand {
        let first = self.parts.len();
        for part in list.iter::<Object<'_>>() {
            let part = match part {
                Object::Number(number) => Operand::Number(number.as_f64()),
                Object::String(text) => Operand::Text(self.keep(text.as_bytes())),
                _ => Operand::Other,
            };
            self.parts.push(part);
        }
        Operand::List(first as u32, self.parts.len() as u32)
    }
}

fn begins_number(sign: u8) -> bool {
    matches!(sign, b'0'..=b'9' | b'-' | b'.' | b'+')
}

/// Writes out what stands between the brackets of a text (PDF 32000-1, 7.3.4.2).
fn decode(written: &[u8], decoded: &mut Vec<u8>) {
    let mut rest = written.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\r' => {
                rest.next_if_eq(&b'\n');
                decoded.push(b'\n');
            }
            b'\\' => match rest.next() {
                None => {}
                Some(b'\n') => {}
                Some(b'\r') => {
                    rest.next_if_eq(&b'\n');
                }
                Some(b'n') => decoded.push(b'\n'),
                Some(b'r') => decoded.push(b'\r'),
                Some(b't') => decoded.push(b'\t'),
                Some(b'b') => decoded.push(8),
                Some(b'f') => decoded.push(12),
                Some(digit @ b'0'..=b'7') => {
                    let mut code = u32::from(digit - b'0');
                    for _ in 0..2 {
                        let Some(next) = rest.next_if(|byte| matches!(byte, b'0'..=b'7')) else { break };
                        code = code * 8 + u32::from(next - b'0');
                    }
                    // Three digits over 377 stand for nothing.
                    decoded.extend(u8::try_from(code));
                }
                Some(other) => decoded.push(other),
            },
            other => decoded.push(other),
        }
    }
}
