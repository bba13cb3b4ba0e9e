//! A page of the documentation, taken apart: headings with their sections, blocks of code, links.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use sha2::{Digest as _, Sha256};

/// A Markdown page.
#[derive(Debug)]
pub struct Page {
    /// Sections in order; what stands before the first heading is none.
    pub sections: Vec<Section>,
    /// Blocks of code in order.
    pub blocks: Vec<Block>,
}

/// A heading with what follows it up to the next heading of any level.
#[derive(Debug)]
pub struct Section {
    /// 1 to 6.
    pub level: usize,
    /// The heading's text without markup.
    pub heading: String,
    /// Where links and images lead, in order.
    pub links: Vec<String>,
    /// The source, with the heading.
    pub source: String,
    /// Line of the heading, from 1.
    pub line: usize,
}

/// A fenced block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What stands behind the opening fence.
    pub language: String,
    /// What is in it.
    pub text: String,
    /// Line of its first line of text, from 1.
    pub line: usize,
    /// The HTML comment on the line above it, without its marks.
    pub note: Option<String>,
}

impl Page {
    /// Takes a page apart.
    #[must_use]
    pub fn parse(source: &str) -> Self {
        let mut page = Self {
            sections: Vec::new(),
            blocks: Vec::new(),
        };
        let mut starts = Vec::new();
        let mut block: Option<Block> = None;
        let mut note: Option<(String, usize)> = None;
        let mut in_heading = false;
        for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    in_heading = true;
                    starts.push(range.start);
                    page.sections.push(Section {
                        level: number(level),
                        heading: String::new(),
                        links: Vec::new(),
                        source: String::new(),
                        line: line_at(source, range.start),
                    });
                }
                Event::End(TagEnd::Heading(_)) => in_heading = false,
                Event::Text(text) | Event::Code(text) if in_heading => {
                    if let Some(section) = page.sections.last_mut() {
                        section.heading.push_str(&text);
                    }
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    if let Some(section) = page.sections.last_mut() {
                        section.links.push(dest_url.into_string());
                    }
                }
                Event::Html(html) => {
                    let text = html
                        .trim()
                        .strip_prefix("<!--")
                        .and_then(|rest| rest.strip_suffix("-->"));
                    note = text.map(|text| (text.trim().to_owned(), line_at(source, range.start)));
                }
                Event::Start(Tag::CodeBlock(kind)) => block = Some(started(source, kind, range, note.take())),
                Event::Text(text) => {
                    if let Some(block) = &mut block {
                        block.text.push_str(&text);
                    }
                }
                Event::End(TagEnd::CodeBlock) => page.blocks.extend(block.take()),
                _ => {}
            }
        }
        let ends = starts.iter().skip(1).copied().chain([source.len()]);
        for ((section, start), end) in page.sections.iter_mut().zip(&starts).zip(ends) {
            section.source = source.get(*start..end).unwrap_or_default().to_owned();
        }
        page
    }

    /// All links of the page.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.sections
            .iter()
            .flat_map(|section| section.links.iter().map(String::as_str))
    }
}

impl Section {
    /// A short digest of the source: it changes with every word.
    #[must_use]
    pub fn digest(&self) -> String {
        let sum = Sha256::digest(self.source.trim_end().as_bytes());
        sum.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The digest that a translated section names, in `<!-- en: DIGEST -->`.
    #[must_use]
    pub fn translated_from(&self) -> Option<&str> {
        let (_, rest) = self.source.split_once("<!-- en: ")?;
        rest.split_once(" -->").map(|(digest, _)| digest)
    }
}

fn started(
    source: &str,
    kind: pulldown_cmark::CodeBlockKind<'_>,
    range: Range<usize>,
    note: Option<(String, usize)>,
) -> Block {
    let line = line_at(source, range.start);
    let language = match kind {
        pulldown_cmark::CodeBlockKind::Fenced(language) => language.into_string(),
        pulldown_cmark::CodeBlockKind::Indented => String::new(),
    };
    Block {
        language,
        text: String::new(),
        line: line + 1,
        note: note.filter(|(_, at)| at + 1 == line).map(|(text, _)| text),
    }
}

fn line_at(source: &str, offset: usize) -> usize {
    source
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
        .saturating_add(1)
}

fn number(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# One `two`\n\nText with a [link](a.md).\n\n<!-- not run: why -->\n```console\n$ true\n```\n\n```yaml\na: 1\n```\n\n## Next\n<!-- en: 123 -->\n\n| a |\n|--|\n| [b](b.md#c) |\n";

    #[test]
    fn a_page_is_taken_apart() {
        let page = Page::parse(PAGE);
        let headings: Vec<_> = page
            .sections
            .iter()
            .map(|section| (section.level, section.heading.as_str(), section.line))
            .collect();
        assert_eq!(headings, [(1, "One two", 1), (2, "Next", 14)]);
        assert_eq!(page.links().collect::<Vec<_>>(), ["a.md", "b.md#c"]);
        let blocks: Vec<_> = page
            .blocks
            .iter()
            .map(|block| {
                (
                    block.language.as_str(),
                    block.text.as_str(),
                    block.line,
                    block.note.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            blocks,
            [
                ("console", "$ true\n", 7, Some("not run: why")),
                ("yaml", "a: 1\n", 11, None)
            ]
        );
        assert_eq!(page.sections[1].translated_from(), Some("123"));
        assert_eq!(page.sections[0].translated_from(), None);
    }

    #[test]
    fn a_digest_changes_with_the_text_of_its_section_alone() {
        let page = Page::parse(PAGE);
        let other = Page::parse(&PAGE.replace("Text", "Words"));
        assert_ne!(page.sections[0].digest(), other.sections[0].digest());
        assert_eq!(page.sections[1].digest(), other.sections[1].digest());
    }
}
