//! One connection: requests in, scripted answers out.

use super::answer::{Answer, End};
use super::request::Request;
use std::io::{self, BufReader, Read, Write};
use std::thread;

/// Serves requests until the client leaves or an answer breaks the connection.
pub(super) fn serve(stream: impl Read + Write, answer: &dyn Fn(Request) -> Answer) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut reader)? {
        let answer = answer(request);
        thread::sleep(answer.delay);
        write(reader.get_mut(), &answer)?;
        match answer.end {
            End::Whole => {}
            // It goes with the stream.
            End::Cut => return Ok(()),
            End::Silence => {
                // Whatever comes now is not listened to; the end of it is the client leaving.
                io::copy(&mut reader.by_ref(), &mut io::sink())?;
                return Ok(());
            }
        }
    }
    Ok(())
}

/// A broken answer is sent in chunks without the last one, so that the client can tell that something is missing.
fn write(stream: &mut impl Write, answer: &Answer) -> io::Result<()> {
    if answer.status == 0 {
        return Ok(());
    }
    let mut head = format!("HTTP/1.1 {} Scripted\r\n", answer.status);
    for (name, value) in &answer.headers {
        head += &format!("{name}: {value}\r\n");
    }
    let in_chunks = answer.end != End::Whole || answer.chunks.len() != 1;
    if in_chunks {
        head += "Transfer-Encoding: chunked\r\n\r\n";
    } else {
        head += &format!("Content-Length: {}\r\n\r\n", answer.chunks[0].len());
    }
    stream.write_all(head.as_bytes())?;
    for (at, chunk) in answer.chunks.iter().enumerate() {
        if at > 0 {
            stream.flush()?;
            thread::sleep(answer.between);
        }
        if !in_chunks {
            stream.write_all(chunk.as_bytes())?;
        } else if !chunk.is_empty() {
            stream.write_all(format!("{:x}\r\n{chunk}\r\n", chunk.len()).as_bytes())?;
        }
    }
    if in_chunks && answer.end == End::Whole {
        stream.write_all(b"0\r\n\r\n")?;
    }
    stream.flush()
}
