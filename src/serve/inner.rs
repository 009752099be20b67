//! `tiny_http`, where nobody but the gate can reach it.
//!
//! It has no time limits, and some requests end its process or its loop: so it never sees a client. A handful of lines
//! to it are laid at the start; then the door through which they were laid is taken away. Over them the gate sends
//! requests that it wrote itself.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Request, Response};

use super::Answer;
use super::head::{Ask, Refusal};
use door::Door;

/// Lines to the server: so many requests at once.
const LINES: usize = 8;
/// An answer that takes longer will not come.
const PATIENCE: Duration = Duration::from_secs(60);

#[cfg(unix)]
type Stream = std::os::unix::net::UnixStream;
#[cfg(not(unix))]
type Stream = std::net::TcpStream;

/// Answers a request that is known to be clean.
pub(super) type Answering = dyn Fn(&Ask) -> Answer + Send + Sync;

/// The server, with the lines that are free.
pub(super) struct Inner {
    answering: Arc<Answering>,
    lines: Mutex<Lines>,
    freed: Condvar,
}

struct Lines {
    free: Vec<BufReader<Stream>>,
    /// Free or in use; a broken one is gone.
    alive: usize,
}

impl Inner {
    /// Starts the server.
    pub(super) fn start(answering: Arc<Answering>) -> io::Result<Self> {
        let free = lay(&answering)?;
        let lines = Lines { alive: free.len(), free };
        Ok(Self { answering, lines: Mutex::new(lines), freed: Condvar::new() })
    }

    /// Has a request answered.
    pub(super) fn ask(&self, ask: &Ask) -> Answer {
        let asked = self.take().and_then(|mut line| {
            let answer = speak(&mut line, ask);
            self.give_back(answer.is_ok().then_some(line));
            answer
        });
        asked.unwrap_or_else(|_| Answer::text(500, "dit antwoord kwam niet; probeer het opnieuw"))
    }

    fn take(&self) -> io::Result<BufReader<Stream>> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(line) = lines.free.pop() {
                return Ok(line);
            }
            if lines.alive == 0 {
                lines.free = lay(&self.answering)?;
                lines.alive = lines.free.len();
                continue;
            }
            let (again, waited) = self.freed.wait_timeout(lines, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            if waited.timed_out() {
                return Err(io::ErrorKind::TimedOut.into());
            }
            lines = again;
        }
    }

    fn give_back(&self, line: Option<BufReader<Stream>>) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        match line {
            Some(line) => lines.free.push(line),
            None => lines.alive -= 1,
        }
        drop(lines);
        self.freed.notify_one();
    }
}

/// Starts a server, lays lines to it, and takes the door away.
///
/// Each line is tried before the next one is laid: connections that come faster than the server's threads wake up are
/// never served at all.
fn lay(answering: &Arc<Answering>) -> io::Result<Vec<BufReader<Stream>>> {
    let (server, door) = Door::open()?;
    let server = Arc::new(server);
    for _ in 0..LINES {
        let (server, answering) = (Arc::clone(&server), Arc::clone(answering));
        thread::Builder::new().name("antwoord".to_owned()).spawn(move || {
            while let Ok(request) = server.recv() {
                respond(request, &*answering);
            }
        })?;
    }
    let trial = Ask { head_only: false, path: "/_/stijl.css".to_owned(), query: Vec::new() };
    (0..LINES)
        .map(|_| {
            let stream = door.connect()?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            let mut line = BufReader::new(stream);
            speak(&mut line, &trial)?;
            Ok(line)
        })
        .collect()
}

fn respond(request: Request, answering: &Answering) {
    let head = format!("GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n", request.url());
    let answer = match Ask::read(head.as_bytes()) {
        Ok(ask) => catch_unwind(AssertUnwindSafe(|| answering(&ask))).unwrap_or_else(|_| {
            Answer::text(500, "een fout van wegwijzer zelf; meld dit, met de tekst in het venster")
        }),
        Err(Refusal(status, why)) => Answer::text(status, why),
    };
    let mut response =
        Response::from_data(answer.body).with_status_code(answer.status).with_chunked_threshold(usize::MAX);
    let location = answer.location.map(|to| ("Location", to));
    for (name, value) in [("Content-Type", answer.kind.to_owned())].into_iter().chain(location) {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // The gate on the other side is ours, and waits.
    let _ = request.respond(response);
}

/// One request and its answer over a line.
fn speak(line: &mut BufReader<Stream>, ask: &Ask) -> io::Result<Answer> {
    line.get_mut().write_all(ask.line().as_bytes())?;
    let broken = || io::Error::from(io::ErrorKind::InvalidData);
    let mut text = String::new();
    line.read_line(&mut text)?;
    let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(broken)?;
    let mut answer = Answer { status, kind: "text/plain; charset=utf-8", body: Vec::new(), location: None };
    let mut length = None;
    loop {
        text.clear();
        line.read_line(&mut text)?;
        let Some((name, value)) = text.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok(),
            "content-type" => answer.kind = super::kind_of(value).ok_or_else(broken)?,
            "location" => answer.location = Some(value.to_owned()),
            _ => {}
        }
    }
    answer.body = vec![0; length.ok_or_else(broken)?];
    line.read_exact(&mut answer.body)?;
    Ok(answer)
}

#[cfg(unix)]
mod door {
    //! A socket in a folder that only this user can enter, there for as long as it takes to lay the lines.
    #![allow(clippy::disallowed_methods)]

    use std::fs::{self, DirBuilder};
    use std::hash::{BuildHasher as _, RandomState};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::{Path, PathBuf};

    use tiny_http::{Listener, Server};

    /// How the folder begins, and what the socket in it is called.
    const NAME: &str = "wegwijzer-";
    const DOOR: &str = "deur";

    /// Gone from the disk when it is let go.
    pub(super) struct Door(PathBuf);

    impl Door {
        pub(super) fn open() -> io::Result<(Server, Self)> {
            let temporary = std::env::temp_dir();
            clear(&temporary);
            // RandomState is seeded by the system: a name that nobody can be waiting at.
            let name = format!("{NAME}{}-{:016x}", std::process::id(), RandomState::new().hash_one(0));
            let folder = temporary.join(name);
            DirBuilder::new().mode(0o700).create(&folder)?;
            let door = Self(folder);
            let listener = UnixListener::bind(door.path())?;
            let server = Server::from_listener(Listener::Unix(listener), None).map_err(io::Error::other)?;
            Ok((server, door))
        }

        fn path(&self) -> PathBuf {
            self.0.join(DOOR)
        }

        pub(super) fn connect(&self) -> io::Result<UnixStream> {
            UnixStream::connect(self.path())
        }
    }

    impl Drop for Door {
        fn drop(&mut self) {
            take_away(&self.0);
        }
    }

    fn take_away(folder: &Path) {
        // What is not there needs no taking away.
        let _ = fs::remove_file(folder.join(DOOR));
        let _ = fs::remove_dir(folder);
    }

    /// Takes away what was left by a preview that was ended at the very moment that its door stood open. Only where the
    /// system tells which programs run.
    fn clear(temporary: &Path) {
        let Ok(ours) = fs::metadata("/proc/self").map(|m| m.uid()) else { return };
        for entry in fs::read_dir(temporary).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let id =
                name.to_str().and_then(|name| name.strip_prefix(NAME)?.split_once('-')).map(|(id, _)| id.to_owned());
            let Some(id) = id.filter(|id| id.parse::<u32>().is_ok()) else { continue };
            let runs = Path::new("/proc").join(id).exists();
            if !runs && fs::symlink_metadata(entry.path()).is_ok_and(|m| m.is_dir() && m.uid() == ours) {
                take_away(&entry.path());
            }
        }
    }
}

#[cfg(not(unix))]
mod door {
    //! A free port of this machine, told to nobody.

    use std::io;
    use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};

    use tiny_http::{Listener, Server};

    pub(super) struct Door(SocketAddr);

    impl Door {
        pub(super) fn open() -> io::Result<(Server, Self)> {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            let address = listener.local_addr()?;
            let server = Server::from_listener(Listener::Tcp(listener), None).map_err(io::Error::other)?;
            Ok((server, Self(address)))
        }

        pub(super) fn connect(&self) -> io::Result<TcpStream> {
            TcpStream::connect(self.0)
        }
    }
}
