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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [["A", "B", "C"], ["ä1", "", "long"], ["x", "yy", ""]].map(|row| row.map(str::to_owned));
        assert_eq!(columns(&rows, 1), "A  B  C\nä1    long\nx  yy\n");
    }
}
