//! Which answer belongs to which request.

use super::answer::Answer;
use super::request::Request;
use std::collections::VecDeque;

/// Answers by method and path. A request that no line is for gets a 404.
#[derive(Clone, Debug, Default)]
pub struct Script {
    lines: Vec<Line>,
}

#[derive(Clone, Debug)]
struct Line {
    method: String,
    path: String,
    query: Option<String>,
    answers: VecDeque<Answer>,
}

impl Script {
    /// An empty script.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers to a method and a path, one a request; the last one is for all that follow. A path with a query (`/a?watch=true`)
    /// is for requests whose query holds that text, and goes before one without.
    #[must_use]
    pub fn on(mut self, method: &str, path: &str, answers: impl IntoIterator<Item = Answer>) -> Self {
        let (path, query) = match path.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (path, None),
        };
        self.lines.push(Line {
            method: method.to_owned(),
            path: path.to_owned(),
            query,
            answers: answers.into_iter().collect(),
        });
        self
    }

    /// The next answer to a request.
    pub(super) fn answer(&mut self, request: &Request) -> Answer {
        let fits = |line: &Line, with_query: bool| {
            line.method == request.method
                && line.path == request.path
                && match &line.query {
                    Some(query) => with_query && request.query.contains(query.as_str()),
                    None => !with_query,
                }
        };
        let found = [true, false]
            .into_iter()
            .find_map(|with_query| self.lines.iter().position(|line| fits(line, with_query)));
        let missing = || Answer::status(404, "the script has no answer to this");
        let Some(line) = found.and_then(|at| self.lines.get_mut(at)) else {
            return missing();
        };
        match line.answers.len() {
            0 | 1 => line.answers.front().cloned(),
            _ => line.answers.pop_front(),
        }
        .unwrap_or_else(missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_order_and_the_last_stays() {
        let request = |query: &str| Request {
            method: "GET".to_owned(),
            path: "/a".to_owned(),
            query: query.to_owned(),
            ..Request::default()
        };
        let mut script = Script::new()
            .on("GET", "/a", [Answer::status(500, ""), Answer::json("{}")])
            .on("GET", "/a?watch=true", [Answer::status(410, "")]);
        let mut code = |query: &str| script.answer(&request(query)).status;
        assert_eq!(
            [code(""), code("x&watch=true"), code(""), code("")],
            [500, 410, 200, 200]
        );
        assert_eq!(script.answer(&Request::default()).status, 404);
    }
}
