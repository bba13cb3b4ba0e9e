//! What the client asked, read from HTTP/1.1.

use std::io::{self, BufRead, Read as _};

/// Larger than any request of a test.
const MAX_BODY: u64 = 16 * 1024 * 1024;
/// Longest line and largest number of headers.
const MAX_LINE: u64 = 64 * 1024;
const MAX_HEADERS: usize = 200;

/// A request as it arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `PATCH`...
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The query, as it was written; empty without one.
    pub query: String,
    /// Names in lower case, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// The first header of this name (in lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Reads one; nothing if the client closed the connection before it.
    pub(super) fn read(from: &mut impl BufRead) -> io::Result<Option<Self>> {
        let Some(first) = line(from)? else { return Ok(None) };
        let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
        let mut words = first.split(' ');
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Err(bad("no request line"));
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut request = Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            ..Self::default()
        };
        request.headers = headers(from)?;
        if request
            .header("transfer-encoding")
            .is_some_and(|coding| coding == "chunked")
        {
            read_chunks(from, &mut request.body)?;
        } else if let Some(length) = request.header("content-length") {
            let length: u64 = length.parse().map_err(|_| bad("no length"))?;
            from.take(length.min(MAX_BODY)).read_to_end(&mut request.body)?;
        }
        Ok(Some(request))
    }
}

/// Headers up to the empty line: names in lower case, in order.
pub(super) fn headers(from: &mut impl BufRead) -> io::Result<Vec<(String, String)>> {
    let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let mut headers = Vec::new();
    loop {
        let header = line(from)?.ok_or_else(|| bad("the headers break off"))?;
        if header.is_empty() {
            return Ok(headers);
        }
        let (name, value) = header.split_once(':').ok_or_else(|| bad("no header"))?;
        if headers.len() == MAX_HEADERS {
            return Err(bad("too many headers"));
        }
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
}

/// A body in chunks.
pub(super) fn read_chunks(from: &mut impl BufRead, body: &mut Vec<u8>) -> io::Result<()> {
    let bad = || io::Error::new(io::ErrorKind::InvalidData, "no chunk");
    loop {
        let size = line(from)?.ok_or_else(bad)?;
        let size = u64::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16).map_err(|_| bad())?;
        if size > MAX_BODY || body.len() as u64 > MAX_BODY {
            return Err(bad());
        }
        from.take(size).read_to_end(body)?;
        line(from)?;
        if size == 0 {
            return Ok(());
        }
    }
}

/// A line without its end; nothing at the end of the stream.
fn line(from: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut text = String::new();
    if from.take(MAX_LINE).read_line(&mut text)? == 0 {
        return Ok(None);
    }
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_with_a_length_and_in_chunks() {
        let mut text: &[u8] = b"POST /a/b?x=1 HTTP/1.1\r\nContent-Length: 3\r\nAuthorization: Bearer t\r\n\r\nabc\
            PUT /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n";
        let first = Request::read(&mut text).expect("legal").expect("a request");
        assert_eq!(
            (first.method.as_str(), first.path.as_str(), first.query.as_str()),
            ("POST", "/a/b", "x=1")
        );
        assert_eq!(
            (first.header("authorization"), first.body.as_slice()),
            (Some("Bearer t"), b"abc".as_slice())
        );
        let second = Request::read(&mut text).expect("legal").expect("a request");
        assert_eq!(
            (second.method.as_str(), second.body.as_slice()),
            ("PUT", b"def".as_slice())
        );
        assert_eq!(Request::read(&mut text).expect("the end"), None);
        assert!(Request::read(&mut &b"nonsense\r\n\r\n"[..]).is_err());
    }
}
