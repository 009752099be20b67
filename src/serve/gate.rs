//! The gate: the only socket that others can reach.
//!
//! Listens on this machine alone, reads the head of a request within a time and a size, has it judged, and hands on one
//! clean request to the server behind it. A client that is slow, silent or rude costs one small thread for a few
//! seconds and nobody else's time.
#![allow(clippy::disallowed_methods)]

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::Answer;
use super::head::{Ask, MAX_HEAD, Refusal};

/// Time for a head to come in.
const HEAD_TIME: Duration = Duration::from_secs(5);
/// The same while many are inside: who is honest is through in a moment.
const CROWDED_HEAD_TIME: Duration = Duration::from_secs(1);
/// Time for an answer to go out.
const ANSWER_TIME: Duration = Duration::from_secs(30);
/// Most clients at once.
const MOST_CLIENTS: usize = 512;
/// So many more are told that it is full; others find the door shut.
const MOST_REFUSED: usize = 64;
/// A thread of the gate holds a head and an answer, and nothing deep.
const STACK: usize = 128 * 1024;
/// What every answer says: nothing is kept, nothing is guessed, nothing comes from elsewhere or goes there.
const SECURITY: &str = "Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    X-Frame-Options: SAMEORIGIN\r\n\
    Referrer-Policy: no-referrer\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Cross-Origin-Opener-Policy: same-origin\r\n\
    Content-Security-Policy: default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
    script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'\r\n\
    Connection: close\r\n";

/// So many connections may wait to be let in; the system may allow fewer.
#[cfg(unix)]
const QUEUE: i32 = 4096;

const TOO_LARGE: Refusal = Refusal(431, "dit verzoek is te groot");

/// What stands behind the gate.
pub(super) trait Behind: Send + Sync + 'static {
    /// Answers a request; may wait for something to happen.
    fn answer(&self, ask: &Ask) -> Answer;
}

/// Takes the port on this machine; 0 takes a free one.
pub(super) fn listen(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    // The library's queue of 128 overflows in a flood; who falls out of it tries again after a second.
    #[cfg(unix)]
    rustix::net::listen(&listener, QUEUE)?;
    Ok(listener)
}

/// Lets clients in, for ever.
pub(super) fn admit(listener: &TcpListener, behind: &Arc<impl Behind>) -> ! {
    let inside = Arc::new(AtomicUsize::new(0));
    loop {
        let Ok((client, _)) = listener.accept() else {
            // Out of descriptors: clients that are done give theirs back.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let place = Place::take(&inside);
        if place.number > MOST_CLIENTS + MOST_REFUSED {
            continue;
        }
        let behind = Arc::clone(behind);
        let serve = move || {
            converse(client, &*behind, place.number);
            drop(place);
        };
        // No thread to be had: the client is let go, and the next one may have more luck.
        drop(thread::Builder::new().name("client".to_owned()).stack_size(STACK).spawn(serve));
    }
}

/// A client's place among those inside, given back when it leaves.
struct Place {
    inside: Arc<AtomicUsize>,
    number: usize,
}

impl Place {
    fn take(inside: &Arc<AtomicUsize>) -> Self {
        Self { number: inside.fetch_add(1, Ordering::Relaxed) + 1, inside: Arc::clone(inside) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.inside.fetch_sub(1, Ordering::Relaxed);
    }
}

fn converse(mut client: TcpStream, behind: &dyn Behind, inside: usize) {
    // Whatever fails here is the client's going away.
    let _ = client.set_nodelay(true);
    let time = if inside > MOST_CLIENTS / 2 { CROWDED_HEAD_TIME } else { HEAD_TIME };
    let (answer, head_only) = if inside > MOST_CLIENTS {
        (refused(Refusal(503, "er zijn te veel bezoekers tegelijk")), false)
    } else {
        match read_head(&mut client, time) {
            Ok(Ok(ask)) => (behind.answer(&ask), ask.head_only),
            Ok(Err(refusal)) => (refused(refusal), false),
            Err(_) => return,
        }
    };
    let _ = send(&mut client, &answer, head_only).and_then(|()| leave(&mut client));
}

/// What a whole head asks for. What comes behind it would be a body, or a second request in disguise.
fn judge(head: &[u8], more: bool) -> Result<Ask, Refusal> {
    if head.len() > MAX_HEAD {
        return Err(TOO_LARGE);
    }
    let ask = Ask::read(head)?;
    if more { Err(Refusal(400, "achter dit verzoek staat nog iets")) } else { Ok(ask) }
}

/// What the head of a request asks for; an error means that the client is gone.
fn read_head(client: &mut TcpStream, time: Duration) -> io::Result<Result<Ask, Refusal>> {
    let end = Instant::now() + time;
    let mut head = Vec::with_capacity(1024);
    let mut piece = [0; 2048];
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(Err(Refusal(408, "dit verzoek kwam te langzaam")));
        }
        client.set_read_timeout(Some(left))?;
        let read = match client.read(&mut piece) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => read,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => continue,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let from = head.len().saturating_sub(3);
        head.extend_from_slice(&piece[..read]);
        if let Some(at) = head[from..].windows(4).position(|w| w == b"\r\n\r\n") {
            let end = from + at + 4;
            let more = end < head.len();
            head.truncate(end);
            return Ok(judge(&head, more));
        }
        if head.len() > MAX_HEAD {
            return Ok(Err(TOO_LARGE));
        }
    }
}

fn refused(refusal: Refusal) -> Answer {
    Answer::text(refusal.0, refusal.1)
}

fn send(client: &mut TcpStream, answer: &Answer, head_only: bool) -> io::Result<()> {
    let end = Instant::now() + ANSWER_TIME;
    let mut head = format!(
        "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{SECURITY}",
        answer.status,
        reason(answer.status),
        answer.kind,
        answer.body.len()
    );
    if let Some(to) = &answer.location {
        head.push_str("Location: ");
        super::head::encode(to, b"/?&=%", &mut head);
        head.push_str("\r\n");
    }
    if answer.status == 405 {
        head.push_str("Allow: GET, HEAD\r\n");
    }
    head.push_str("\r\n");
    let body: &[u8] = if head_only { &[] } else { &answer.body };
    let mut whole = head.into_bytes();
    whole.extend_from_slice(body);
    for piece in whole.chunks(32 * 1024) {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        client.set_write_timeout(Some(left.min(HEAD_TIME)))?;
        client.write_all(piece)?;
    }
    Ok(())
}

/// Says goodbye: what the client still sends is read for a moment, so that its system does not throw our answer away.
fn leave(client: &mut TcpStream) -> io::Result<()> {
    client.shutdown(Shutdown::Write)?;
    client.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut piece = [0; 2048];
    for _ in 0..32 {
        if client.read(&mut piece)? == 0 {
            break;
        }
    }
    Ok(())
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    }
}
