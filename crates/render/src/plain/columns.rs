//! Columns of plain text that stand below each other with blanks between them.

use crate::flow::Flow;

/// Blanks that part two columns at least: one parts words.
const GAP: usize = 2;

/// Where a tab leads.
const TAB_WIDTH: usize = 8;

/// One paragraph of lines that are not blank: a table where the lines share gaps, otherwise text line by line.
pub(super) fn paragraph(lines: &[&str], flow: &mut Flow) {
    let lines: Vec<Vec<char>> = lines.iter().map(|line| expanded(line)).collect();
    let mut rest = lines.as_slice();
    while let Some((first, after)) = rest.split_first() {
        // Lines with gaps belong together, and so do lines without.
        let is_tabular = has_gap(first);
        let length = 1 + after.iter().take_while(|line| has_gap(line) == is_tabular).count();
        let (run, others) = rest.split_at(length);
        rest = others;
        if is_tabular {
            table(run, flow);
        } else {
            let text: Vec<String> = run.iter().map(|line| line.iter().collect()).collect();
            flow.paragraph(&text.join("\n"));
        }
    }
}

/// The line with tabs as blanks.
fn expanded(line: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(line.len());
    for character in line.trim_end().chars() {
        if character == '\t' {
            out.resize((out.len() / TAB_WIDTH + 1) * TAB_WIDTH, ' ');
        } else {
            out.push(character);
        }
    }
    out
}

/// Whether words of the line stand apart.
fn has_gap(line: &[char]) -> bool {
    let line: String = line.iter().collect();
    line.trim().contains(&" ".repeat(GAP))
}

fn table(lines: &[Vec<char>], flow: &mut Flow) {
    let width = lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut is_gap = vec![true; width];
    for line in lines {
        is_gap.iter_mut().zip(gaps(line)).for_each(|(all, gap)| *all &= gap);
    }
    let columns = columns(&is_gap);
    if columns.len() > 1 {
        let row = |line: &Vec<char>| columns.iter().map(|(from, to)| cell(line, *from, *to)).collect();
        flow.table(0, lines.iter().map(row).collect());
        return;
    }
    // No gap goes through all lines: each has its own.
    for line in lines {
        let line: String = line.iter().collect();
        let cells: Vec<&str> = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        flow.paragraph(&cells.join("\t"));
    }
}

/// For each place of the line whether it lies between columns: in blanks that part more than words.
fn gaps(line: &[char]) -> Vec<bool> {
    let mut gaps = vec![false; line.len()];
    let mut from = 0;
    for (at, character) in line.iter().chain([&'x']).enumerate() {
        if character.is_whitespace() {
            continue;
        }
        if at - from >= GAP || from == 0 {
            gaps.get_mut(from..at).into_iter().flatten().for_each(|gap| *gap = true);
        }
        from = at + 1;
    }
    gaps
}

/// Begin and end of each run of places between gaps.
fn columns(is_gap: &[bool]) -> Vec<(usize, usize)> {
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for (at, gap) in is_gap.iter().enumerate() {
        match columns.last_mut() {
            _ if *gap => {}
            Some((_, end)) if *end == at => *end = at + 1,
            _ => columns.push((at, at + 1)),
        }
    }
    columns
}

fn cell(line: &[char], from: usize, to: usize) -> String {
    line.iter().skip(from).take(to - from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::RenderLimits;
    use crate::typeset::Block;

    fn blocks(lines: &[&str]) -> Vec<Block> {
        let mut flow = Flow::new(RenderLimits { pages: 1, page_pixels: 1 });
        paragraph(lines, &mut flow);
        flow.finish().unwrap()
    }

    #[test]
    fn words_below_each_other_become_columns() {
        let found = blocks(&[
            "Invoice 4711",
            "Pos  Text         Price",
            "1    Small nails   9,50",
            "2    Glue        12,00",
        ]);
        let [Block::Paragraph(title), Block::Table { rows, .. }] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(title, "Invoice 4711");
        assert_eq!(rows, &[["Pos", "Text", "Price"], ["1", "Small nails", "9,50"], ["2", "Glue", "12,00"]]);
    }

    #[test]
    fn lines_whose_gaps_differ_are_rows_of_their_own() {
        let found =
            blocks(&["Invoice number:  1", "Total:           119,00", "Due on the day after tomorrow  1"]);
        assert!(matches!(&found[..], [Block::Table { rows, .. }] if rows.len() == 3), "{found:?}");
    }
}
