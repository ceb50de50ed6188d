//! Instructions are those that hayro reads.

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::Object;
use proptest::prelude::*;

use super::{LONGEST_OPERATOR, Operand, Tokens};

/// An instruction, written out so that both readers can be compared.
type Written = (Vec<u8>, Vec<String>);

fn number(number: f64) -> String {
    format!("{number:?}")
}

fn bytes(bytes: &[u8]) -> String {
    format!("({})", bytes.escape_ascii())
}

/// What the reader here makes of a content, and whether it was all plain.
fn ours(content: &[u8]) -> (Vec<Written>, bool) {
    let mut tokens = Tokens::new(content).unwrap();
    let mut found = Vec::new();
    while tokens.advance() {
        let part = |operand: &Operand| match *operand {
            Operand::Number(value) => number(value),
            Operand::Text(text) => bytes(tokens.bytes(text)),
            _ => "-".to_owned(),
        };
        let operands = tokens.operands().iter().map(|operand| match *operand {
            Operand::Name(name) => format!("/{}", tokens.bytes(name).escape_ascii()),
            Operand::List(first, end) => {
                format!("[{}]", tokens.parts(first, end).iter().map(part).collect::<Vec<_>>().join(" "))
            }
            Operand::Picture => format!("picture {}", tokens.picture().unwrap().raw_data().len()),
            _ => part(operand),
        });
        found.push((tokens.operator().to_vec(), operands.collect()));
    }
    (found, tokens.rest.is_none())
}

fn theirs(content: &[u8]) -> Vec<Written> {
    let mut instructions = UntypedIter::new(content);
    let mut found = Vec::new();
    while let Some(instruction) = instructions.next() {
        let part = |object: &Object<'_>| match object {
            Object::Number(value) => number(value.as_f64()),
            Object::String(text) => bytes(text.as_bytes()),
            _ => "-".to_owned(),
        };
        let operands = instruction.operands().map(|object| match object {
            Object::Name(name) => format!("/{}", name.as_ref().escape_ascii()),
            Object::Array(list) => {
                format!(
                    "[{}]",
                    list.iter::<Object<'_>>().map(|object| part(&object)).collect::<Vec<_>>().join(" ")
                )
            }
            Object::Stream(stream) => format!("picture {}", stream.raw_data().len()),
            _ => part(object),
        });
        let operator: &[u8] = instruction.operator;
        let known = if operator.len() <= LONGEST_OPERATOR { operator.to_vec() } else { Vec::new() };
        found.push((known, operands.collect()));
    }
    found
}

#[test]
fn plain_contents_are_read_without_help() {
    let content = b"q 1 0 0 -1 .5 -3.25 cm % a comment (\n/F1 12 Tf[(a\\(b\\))-20.5(c)<0041 4>]TJ (o\\101\\7x\\\r\ny\\n\r\n) Tj \
        /Span<</MCID 0/Lang(de)/Box[1 [2] (x)]/In<</A/B>>>>BDC true unknown EMC () Tj <> Tj [] 0 d +7 w Q";
    let (found, all_plain) = ours(content);
    assert!(all_plain);
    assert_eq!(found, theirs(content));
    assert_eq!(found[3].1, ["[(a(b)) -20.5 (c) (\\x00A@)]"]);
    assert_eq!(found[4].1, ["(oA\\x07xy\\n\\n)"]);
}

#[test]
fn odd_contents_are_read_on_by_hayro() {
    let content = b"1 2 m BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI 3 4 l /A#42 gs";
    let (found, all_plain) = ours(content);
    assert!(!all_plain);
    assert_eq!(found, theirs(content));
    assert_eq!(found[1].1, ["picture 5"]);
    assert_eq!(found[3].1, ["/AB"]);
}

/// A piece of a content: what is usual, and what is not.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let usual = prop::sample::select(vec![
        "1",
        "-2.5",
        "+3",
        ".5",
        "5.",
        "-.25",
        "0",
        "-0",
        "000123",
        "/F1",
        "/",
        "(text)",
        "(a(b)c)",
        "(\\)\\\\)",
        "(\\53\\0053\\8)",
        "<48 65>",
        "<4>",
        "[",
        "]",
        "[(a) 3 <41>]",
        "<<",
        ">>",
        "/K",
        "<</A 1>>",
        "q",
        "Tj",
        "TJ",
        "BDC",
        "T*",
        "'",
        "\"",
        "scn",
        "% note\n",
        "Unknown",
        "true",
        "null",
    ]);
    let odd = prop::sample::select(vec![
        "1.2.3",
        "--4",
        "4-5",
        "12345678901234567890",
        "1234567890123456.789",
        "-",
        "+",
        ".",
        "1a",
        "/A#20B",
        "q#",
        "(open",
        "(line\nline\r\nline\r)",
        "(\\\n)",
        "(\\777)",
        "<4G>",
        "<41",
        ")",
        ">",
        "{",
        "}",
        "5 0 R",
        "[5 0 R]",
        "[[[1]]]",
        "[/N (x) true 4]",
        "BI /W 1 /H 1 ID x EI",
        "BI",
        "EI",
        "\0",
        "\x0c",
        "[(a) <4G> 5]",
        "<</A>>",
        "<<1 2>>",
    ]);
    prop_oneof![
        8 => usual.prop_map(|piece| piece.as_bytes().to_vec()),
        2 => odd.prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
    ]
}

fn gap() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![" ", "\n", "\r\n", "", "\t"])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn any_content_means_what_hayro_says(pieces in prop::collection::vec((piece(), gap()), 1..40)) {
        let content: Vec<u8> = pieces.iter().flat_map(|(piece, gap)| [piece.as_slice(), gap.as_bytes()].concat()).collect();
        prop_assert_eq!(ours(&content).0, theirs(&content), "{}", content.escape_ascii());
    }

    #[test]
    fn any_bytes_mean_what_hayro_says(content in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(ours(&content).0, theirs(&content));
    }
}
