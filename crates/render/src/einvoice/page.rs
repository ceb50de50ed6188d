//! An e-invoice that came without a picture, as content that is set on pages.

use indexmap::IndexMap;
use perigee_model::{EInvoice, EInvoiceSyntax, Header, ValueType, process_type};

use crate::typeset::Block;

/// The invoice with labels, parties, items and totals, in the order of the data points.
pub(crate) fn blocks(invoice: &EInvoice) -> Vec<Block> {
    let points = process_type::find_by_short_name("invoices").map_or(&[][..], |kind| &kind.data_points);
    let mut blocks = vec![Block::Heading { level: 1, text: title(invoice) }];
    let mut groups: IndexMap<&str, Vec<(String, String)>> = IndexMap::new();
    for point in points.iter().filter(|point| point.value_type != ValueType::Table) {
        let values = invoice.values.get(&point.name).map_or(&[][..], Vec::as_slice);
        let pairs = values.iter().map(|value| (point.label.clone(), value.clone()));
        groups.entry(&point.group).or_default().extend(pairs);
    }
    for (group, pairs) in groups.into_iter().filter(|(_, pairs)| !pairs.is_empty()) {
        blocks.push(Block::Heading { level: 2, text: group.to_owned() });
        blocks.push(Block::Pairs(pairs));
    }
    for (name, rows) in [("items", &invoice.items), ("taxes", &invoice.taxes)] {
        let Some(point) = points.iter().find(|point| point.name == name) else { continue };
        let used: Vec<&Header> = point
            .headers
            .iter()
            .filter(|header| rows.iter().any(|row| row.contains_key(&header.name)))
            .collect();
        if used.is_empty() {
            continue;
        }
        let cell = |row: &IndexMap<String, String>, header: &&Header| {
            row.get(&header.name).cloned().unwrap_or_default()
        };
        let mut lines = vec![used.iter().map(|header| header.label.clone()).collect::<Vec<_>>()];
        lines.extend(rows.iter().map(|row| used.iter().map(|header| cell(row, header)).collect()));
        blocks.push(Block::Heading { level: 2, text: point.label.clone() });
        blocks.push(Block::Table { header_rows: 1, rows: lines });
    }
    blocks.push(Block::Paragraph(syntax(invoice.syntax).to_owned()));
    blocks
}

fn title(invoice: &EInvoice) -> String {
    let kind = invoice.first("document_type").unwrap_or("invoice").replace('_', " ");
    let mut letters = kind.chars();
    let kind: String =
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect();
    format!("{kind} {}", invoice.first("invoice_number").unwrap_or_default())
}

fn syntax(syntax: EInvoiceSyntax) -> &'static str {
    match syntax {
        EInvoiceSyntax::Cii => "Cross Industry Invoice",
        EInvoiceSyntax::Ubl => "UBL",
        EInvoiceSyntax::Ksef => "KSeF",
    }
}
