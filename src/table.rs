//! Tables of text for people: columns with spaces between them and no lines, as kubectl and Go's istioctl print them.

use comfy_table::{CellAlignment, Column, ContentArrangement, Table, presets};

/// Aligns columns with `gap` spaces between them.
pub(crate) fn columns<R: AsRef<[String]>>(rows: &[R], gap: u16) -> String {
    text(&mut table(rows), gap)
}

/// The same with two spaces, and columns of numbers to the right. The first row is the heading.
pub(crate) fn numbered<R: AsRef<[String]>>(rows: &[R]) -> String {
    let mut table = table(rows);
    for column in table.column_iter_mut() {
        let index = column.index;
        let mut below = rows
            .iter()
            .skip(1)
            .map(|row| row.as_ref().get(index).map_or("", String::as_str));
        if rows.len() > 1 && below.all(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    text(&mut table, 2)
}

fn table<R: AsRef<[String]>>(rows: &[R]) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        // A line is an object; what is wider than the terminal is for the terminal to show.
        .set_content_arrangement(ContentArrangement::Disabled);
    table.add_rows(rows.iter().map(|row| row.as_ref().to_vec()));
    table
}

fn text(table: &mut Table, gap: u16) -> String {
    table.column_iter_mut().for_each(|column: &mut Column| {
        column.set_padding((0, gap));
    });
    let mut text = table.trim_fmt();
    text.push('\n');
    text
}

/// Aligns the columns of rows that Go's text/tabwriter would: every cell but the last of a row is padded, an empty one too, and nothing
/// is trimmed, so that scripts which cut at columns find the same ones.
pub(crate) fn tabbed(rows: &[Vec<String>], gap: usize) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            let width = cell.chars().count() + gap;
            match widths.get_mut(column) {
                Some(known) => *known = width.max(*known),
                None => widths.push(width),
            }
        }
    }
    let mut text = String::new();
    for row in rows {
        if let Some((last, before)) = row.split_last() {
            for (cell, width) in before.iter().zip(&widths) {
                text += &format!("{cell:<width$}");
            }
            text += last;
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows =
            [["A", "B", "C"], ["ä1", "", "long"], ["x", "yy", ""], ["文", "z", "."]].map(|row| row.map(str::to_owned));
        assert_eq!(columns(&rows, 1), "A  B  C\nä1    long\nx  yy\n文 z  .\n");
    }

    #[test]
    fn columns_of_numbers_are_flush_right() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [
            row(["Name", "Count", "Note"]),
            row(["istiod", "5", ""]),
            row(["é", "12", "x"]),
        ];
        assert_eq!(
            numbered(&rows),
            "Name    Count  Note\nistiod      5\né          12  x\n"
        );
    }

    #[test]
    fn tabbed_cells_keep_their_blanks() {
        let rows = [["A", "B", "C"], ["x", "", ""]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(tabbed(&rows, 2), "A  B  C\nx     \n");
    }
}
