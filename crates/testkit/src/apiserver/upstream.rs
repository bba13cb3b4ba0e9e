//! A real API server behind the fake one: requests are passed on, so that a test can stand between a client and a cluster.

use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

use tokio_rustls::rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::answer::Answer;
use super::request::{Request, headers, read_chunks};
use super::{lock, tls};

type Stream = BufReader<StreamOwned<ClientConnection, TcpStream>>;

/// A server to which requests are passed on, over connections that are kept for the next ones.
#[derive(Debug)]
pub struct Upstream {
    host: String,
    port: u16,
    config: Arc<ClientConfig>,
    idle: Mutex<Vec<Stream>>,
}

impl Upstream {
    /// The server at `url` (`https://HOST:PORT`), known by the certificate of its authority (PEM).
    ///
    /// # Errors
    /// An address or a certificate that makes no sense.
    pub fn new(url: &str, authority: &str) -> io::Result<Self> {
        let bad = || io::Error::new(io::ErrorKind::InvalidInput, format!("{url}: not https://HOST:PORT"));
        let (host, port) = url
            .strip_prefix("https://")
            .and_then(|rest| rest.trim_end_matches('/').rsplit_once(':'))
            .ok_or_else(bad)?;
        Ok(Self {
            host: host.to_owned(),
            port: port.parse().map_err(|_| bad())?,
            config: tls::client_config(authority)?,
            idle: Mutex::default(),
        })
    }

    /// Passes a request on and gives the answer, as a whole: watches are not for it. A server that does not answer is a 502.
    #[must_use]
    pub fn pass(&self, request: &Request) -> Answer {
        let kept = lock(&self.idle).pop();
        let answer = match kept.map(|stream| self.exchange(stream, request)) {
            // The server may have closed a connection that was kept.
            None | Some(Err(_)) => self.connect().and_then(|stream| self.exchange(stream, request)),
            Some(answer) => answer,
        };
        answer.unwrap_or_else(|why| Answer::status(502, &why.to_string()))
    }

    fn connect(&self) -> io::Result<Stream> {
        let stream = TcpStream::connect((self.host.as_str(), self.port))?;
        stream.set_nodelay(true)?;
        Ok(BufReader::new(tls::connect(&self.config, &self.host, stream)?))
    }

    fn exchange(&self, mut stream: Stream, request: &Request) -> io::Result<Answer> {
        let target = match request.query.as_str() {
            "" => request.path.clone(),
            query => format!("{}?{query}", request.path),
        };
        let mut head = format!("{} {target} HTTP/1.1\r\n", request.method);
        for (name, value) in &request.headers {
            if !["host", "content-length", "transfer-encoding", "connection"].contains(&name.as_str()) {
                head += &format!("{name}: {value}\r\n");
            }
        }
        head += &format!(
            "host: {}:{}\r\ncontent-length: {}\r\n\r\n",
            self.host,
            self.port,
            request.body.len()
        );
        stream.get_mut().write_all(head.as_bytes())?;
        stream.get_mut().write_all(&request.body)?;
        stream.get_mut().flush()?;

        let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
        let mut first = String::new();
        stream.read_line(&mut first)?;
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut answer = Answer {
            status: status.ok_or_else(|| bad("no status line"))?,
            headers: headers(&mut stream)?,
            ..Answer::json("")
        };
        let header = |name: &str| {
            let found = answer.headers.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.clone())
        };
        let mut body = Vec::new();
        if header("transfer-encoding").is_some() {
            read_chunks(&mut stream, &mut body)?;
        } else {
            let length = header("content-length").and_then(|length| length.parse().ok());
            stream
                .by_ref()
                .take(length.unwrap_or_default())
                .read_to_end(&mut body)?;
        }
        answer
            .headers
            .retain(|(name, _)| !["content-length", "transfer-encoding", "connection"].contains(&name.as_str()));
        answer.chunks = vec![String::from_utf8(body).map_err(|_| bad("the body is no text"))?];
        lock(&self.idle).push(stream);
        Ok(answer)
    }
}
