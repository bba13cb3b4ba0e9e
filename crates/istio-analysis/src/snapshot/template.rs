//! From the lines of what a template made to the lines of the template.

/// The line of `template`, from 1, that made line `line` of `rendered`; the nearest one above it that is known, if that one is not.
///
/// A template engine does not say which line made which. A line is known if it stands in the template as it is, or if one line there
/// alone has its key beside an action (`host: {{ .Values.host }}`).
pub(super) fn line_in_template(template: &str, rendered: &str, line: usize) -> usize {
    let sources: Vec<&str> = template.lines().map(str::trim).collect();
    let made: Vec<&str> = rendered.lines().take(line).map(str::trim).collect();
    let mut above = 0;
    let mut anchor = None;
    for (distance, text) in made.iter().rev().enumerate() {
        if let [only] = candidates(&sources, text).as_slice() {
            anchor = Some(*only);
            above = distance;
            break;
        }
    }
    let anchor = anchor.unwrap_or(0);
    if above > 0
        && let Some(text) = made.last()
    {
        // Of several such lines it is the first one below what is known.
        let below = candidates(&sources, text).into_iter().find(|&found| found > anchor);
        return below.unwrap_or(anchor) + 1;
    }
    anchor + 1
}

/// The lines of a template that may have made a line.
fn candidates(sources: &[&str], text: &str) -> Vec<usize> {
    if text.is_empty() || text == "---" {
        return Vec::new();
    }
    let equal: Vec<usize> = indexes(sources, |source| source == text);
    if !equal.is_empty() {
        return equal;
    }
    let Some((key, _)) = text.split_once(':') else {
        return Vec::new();
    };
    indexes(sources, |source| {
        source.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) && source.contains("{{")
    })
}

fn indexes(sources: &[&str], wanted: impl Fn(&str) -> bool) -> Vec<usize> {
    let found = sources.iter().enumerate().filter(|(_, source)| wanted(source));
    found.map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::line_in_template;

    #[test]
    fn lines_are_found_by_text_key_and_neighbour() {
        let template = "{{- if .Values.on }}\nkind: A\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  hosts:\n  {{- range .Values.hosts }}\n  \
                        - {{ . }}\n  {{- end }}\n  port: 1\n---\nkind: B\nmetadata:\n  name: {{ .Values.name }}-b\n{{- end }}\n";
        let rendered = "kind: A\nmetadata:\n  name: web\nspec:\n  hosts:\n  - a\n  - b\n  port: 1\n---\nkind: B\nmetadata:\n  name: web-b\n";
        let lines: Vec<usize> = (1..=12)
            .map(|line| line_in_template(template, rendered, line))
            .collect();
        // The items of the range are known by what stands above them.
        assert_eq!(lines, [2, 3, 4, 5, 6, 6, 6, 10, 10, 12, 13, 14]);
        assert_eq!(line_in_template("", "a: 1", 1), 1);
        assert_eq!(line_in_template("a", "", 9), 1);
    }
}
