//! Tables of text for people.

/// Aligns columns with spaces between them; the last column is not padded.
pub(crate) fn columns<const N: usize>(rows: &[[String; N]], gap: usize) -> String {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..N).map(|column| width(column) + gap).collect();
    let mut text = String::new();
    for row in rows {
        for (cell, width) in row.iter().zip(&widths).take(N.saturating_sub(1)) {
            text += &format!("{cell:<width$}");
        }
        text += row.last().map_or("", String::as_str);
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
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
        let rows = [["A", "B", "C"], ["ä1", "", "long"], ["x", "yy", ""]].map(|row| row.map(str::to_owned));
        assert_eq!(columns(&rows, 1), "A  B  C\nä1    long\nx  yy\n");
    }

    #[test]
    fn tabbed_cells_keep_their_blanks() {
        let rows = [["A", "B", "C"], ["x", "", ""]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(tabbed(&rows, 2), "A  B  C\nx     \n");
    }
}
