//! The head of a request, judged before anything else sees it.
//!
//! In: the bytes up to the empty line. Out: an [`Ask`], of which every character is known to be harmless, or a
//! [`Refusal`]. Reading is strict: what a lenient reader would repair is what attacks are made of.

use std::fmt::Write as _;

/// Largest head in bytes.
pub(super) const MAX_HEAD: usize = 16 * 1024;
/// Most lines in a head.
const MAX_LINES: usize = 100;

/// What a client asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    /// Only the head of the answer is wanted.
    pub(super) head_only: bool,
    /// The path, decoded once, without `..`, dot-files, empty parts or control characters. Begins with `/`.
    pub(super) path: String,
    /// The part after `?`, decoded, in order.
    pub(super) query: Vec<(String, String)>,
}

/// Why a request is not answered: the code of HTTP and a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) u16, pub(super) &'static str);

const BAD: Refusal = Refusal(400, "dit verzoek is niet te lezen");
const PATH: Refusal = Refusal(400, "dit adres kan hier niet");
const BODY: Refusal = Refusal(413, "hier kan niets heen worden gestuurd");
const HOST: Refusal = Refusal(421, "de voorvertoning antwoordt alleen op localhost");
const FOREIGN: Refusal = Refusal(403, "een andere site mag de voorvertoning niet lezen");

impl Ask {
    /// Reads a head that ends with an empty line.
    pub(super) fn read(head: &[u8]) -> Result<Self, Refusal> {
        let text = std::str::from_utf8(head).map_err(|_| BAD)?;
        let text = text.strip_suffix("\r\n\r\n").ok_or(BAD)?;
        let mut lines = text.split("\r\n");
        let (head_only, target) = request_line(lines.next().ok_or(BAD)?)?;
        let headers: Vec<(&str, &str)> = lines.map(header).collect::<Result<_, _>>()?;
        if headers.len() > MAX_LINES {
            return Err(Refusal(431, "dit verzoek heeft te veel regels"));
        }
        judge(&headers)?;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Ok(Self { head_only, path: clean_path(path)?, query: pairs(query)? })
    }

    /// The value of a name in the query.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The same request, as only we write it.
    pub(super) fn line(&self) -> String {
        let mut line = String::from("GET ");
        encode(&self.path, b"/", &mut line);
        for (i, (name, value)) in self.query.iter().enumerate() {
            line.push(if i == 0 { '?' } else { '&' });
            encode(name, b"", &mut line);
            line.push('=');
            encode(value, b"", &mut line);
        }
        line.push_str(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        line
    }
}

fn request_line(line: &str) -> Result<(bool, &str), Refusal> {
    let mut words = line.split(' ');
    let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(BAD);
    };
    if !matches!(version, "HTTP/1.1" | "HTTP/1.0") {
        return Err(if version.starts_with("HTTP/") { Refusal(505, "alleen HTTP/1.1 wordt begrepen") } else { BAD });
    }
    if !target.starts_with('/') || !target.bytes().all(|b| b.is_ascii_graphic() && b != b'#') {
        return Err(PATH);
    }
    match method {
        "GET" => Ok((false, target)),
        "HEAD" => Ok((true, target)),
        _ if method.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !method.is_empty() => {
            Err(Refusal(405, "hier is alleen iets te lezen"))
        }
        _ => Err(BAD),
    }
}

fn header(line: &str) -> Result<(&str, &str), Refusal> {
    let (name, value) = line.split_once(':').ok_or(BAD)?;
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    if name.is_empty() || !name.bytes().all(token) || value.chars().any(|c| c.is_control() && c != '\t') {
        return Err(BAD);
    }
    Ok((name, value.trim_matches([' ', '\t'])))
}

fn judge(headers: &[(&str, &str)]) -> Result<(), Refusal> {
    let all = |name: &str| -> Vec<&str> {
        headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| *value).collect()
    };
    let [host] = all("host")[..] else { return Err(HOST) };
    if !is_local(host) {
        return Err(HOST);
    }
    if !all("transfer-encoding").is_empty() || all("content-length").iter().any(|length| *length != "0") {
        return Err(BODY);
    }
    if !all("expect").is_empty() {
        return Err(Refusal(417, "hier valt niets te verwachten"));
    }
    let local = |origin: &&str| origin.strip_prefix("http://").is_some_and(is_local);
    if !all("origin").iter().all(local) {
        return Err(FOREIGN);
    }
    // A link from elsewhere may lead here; a page from elsewhere may not load us, nor show us in a frame.
    let elsewhere = all("sec-fetch-site").iter().any(|s| matches!(*s, "cross-site" | "same-site"));
    let follows = all("sec-fetch-mode") == ["navigate"] && matches!(all("sec-fetch-dest")[..], [] | ["document"]);
    if elsewhere && !follows {
        return Err(FOREIGN);
    }
    Ok(())
}

/// A host name of this machine itself, with or without a port.
fn is_local(host: &str) -> bool {
    let (name, port) = match host.strip_prefix("[::1]") {
        Some(rest) => ("[::1]", rest.strip_prefix(':').or_else(|| rest.is_empty().then_some("80"))),
        None => host.split_once(':').map_or((host, Some("80")), |(name, port)| (name, Some(port))),
    };
    let digits = |port: &str| (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit());
    let named = name == "127.0.0.1" || name == "[::1]" || name.eq_ignore_ascii_case("localhost");
    named && port.is_some_and(digits)
}

fn clean_path(raw: &str) -> Result<String, Refusal> {
    let path = decode(raw).ok_or(PATH)?;
    let bad = |c: char| c.is_control() || c == '\\';
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        // Only the last part may be empty: the address of a folder.
        if part.starts_with('.') || part.contains(bad) || (part.is_empty() && parts.peek().is_some()) {
            return Err(PATH);
        }
    }
    Ok(path)
}

fn pairs(raw: &str) -> Result<Vec<(String, String)>, Refusal> {
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let read = |text: &str| decode(text).filter(|t| !t.chars().any(char::is_control)).ok_or(PATH);
        Ok((read(name)?, read(value)?))
    };
    raw.split('&').filter(|p| !p.is_empty()).map(pair).collect()
}

/// Decodes `%xx` once.
pub(super) fn decode(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(b) = rest.next() {
        if b != b'%' {
            bytes.push(b);
            continue;
        }
        let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).ok()
}

/// Writes text so that it can stand in an address.
pub(super) fn encode(text: &str, also: &[u8], out: &mut String) {
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) || also.contains(&b) {
            out.push(char::from(b));
        } else {
            // Writing to a string can't fail.
            let _ = write!(out, "%{b:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, headers: &str) -> Result<Ask, u16> {
        Ask::read(format!("{line}\r\n{headers}\r\n\r\n").as_bytes()).map_err(|refusal| refusal.0)
    }

    fn path(target: &str) -> Result<String, u16> {
        read(&format!("GET {target} HTTP/1.1"), "Host: localhost").map(|ask| ask.path)
    }

    #[test]
    fn addresses_are_decoded_once_and_lead_nowhere_else() {
        assert_eq!(path("/a/b/").as_deref(), Ok("/a/b/"));
        assert_eq!(path("/caf%C3%A9?x=1").as_deref(), Ok("/café"));
        assert_eq!(path("/%252e%252e/x").as_deref(), Ok("/%2e%2e/x"));
        for bad in [
            "/../x",
            "/a/../x",
            "/%2e%2e/x",
            "/a/%2E./x",
            "/..",
            "/.git/config",
            "/a/.env",
            "/a%5c..%5cb",
            "/a\\b",
            "/%00",
            "/a%0d%0ab",
            "//etc/passwd",
            "/a//b",
            "/a%2f%2fb",
            "/%2fetc",
            "/%zz",
            "/%c3",
            "http://localhost/",
            "*",
            "",
            "a",
            "/a#b",
            "/%7f",
            "/%c2%85",
        ] {
            assert_eq!(path(bad), Err(400), "{bad}");
        }
    }

    #[test]
    fn only_this_machine_is_answered() {
        let host = |host: &str| read("GET / HTTP/1.1", host).map(drop);
        for good in ["localhost", "LOCALHOST:3000", "127.0.0.1:80", "[::1]", "[::1]:3000"] {
            assert_eq!(host(&format!("Host: {good}")), Ok(()), "{good}");
        }
        for bad in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:3000",
            "localhost:",
            "localhost:1x",
            "[::1]evil",
            "[::1",
            "",
            "0.0.0.0",
            "localhost:123456",
            "user@localhost",
            "localhost,evil.example",
        ] {
            assert_eq!(host(&format!("Host: {bad}")), Err(421), "{bad}");
        }
        assert_eq!(host("X: y"), Err(421));
        assert_eq!(host("Host: localhost\r\nHost: localhost"), Err(421));
    }

    #[test]
    fn other_sites_get_nothing() {
        let with = |line: &str| read("GET / HTTP/1.1", &format!("Host: localhost\r\n{line}")).map(drop);
        assert_eq!(with("Origin: http://localhost:3000"), Ok(()));
        for bad in ["Origin: null", "Origin: https://evil.example", "Origin: http://localhost.evil.example"] {
            assert_eq!(with(bad), Err(403), "{bad}");
        }
        assert_eq!(with("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors"), Err(403));
        assert_eq!(with("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate"), Ok(()));
        let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: ";
        assert_eq!(with(&format!("{link}document")), Ok(()));
        assert_eq!(with(&format!("{link}iframe")), Err(403));
    }

    #[test]
    fn nothing_can_be_sent() {
        let with = |line: &str| read("GET / HTTP/1.1", &format!("Host: localhost\r\n{line}")).map(drop);
        assert_eq!(with("Content-Length: 0"), Ok(()));
        for bad in [
            "Content-Length: 1",
            "Content-Length: 1000000000000000",
            "Content-Length: -1",
            "Transfer-Encoding: chunked",
        ] {
            assert_eq!(with(bad), Err(413), "{bad}");
        }
        assert_eq!(with("Content-Length: 0\r\nContent-Length: 5"), Err(413));
        assert_eq!(with("Expect: 100-continue"), Err(417));
        for (line, code) in [
            ("POST / HTTP/1.1", 405),
            ("DELETE / HTTP/1.1", 405),
            ("get / HTTP/1.1", 405),
            ("G\u{1}T / HTTP/1.1", 400),
            ("GET / HTTP/2.0", 505),
            ("GET /", 400),
            ("GET  / HTTP/1.1", 400),
            ("GET / x HTTP/1.1", 400),
        ] {
            assert_eq!(read(line, "Host: localhost").map(drop), Err(code), "{line}");
        }
    }

    #[test]
    fn lines_are_read_strictly() {
        let with = |line: &str| read("GET / HTTP/1.1", &format!("Host: localhost\r\n{line}")).map(drop);
        for bad in
            [" folded: x", "no colon", "Bad Name: x", ": x", "X: a\nY: b", "X: a\rb", "X: \u{0}", "Host : localhost"]
        {
            assert_eq!(with(bad), Err(400), "{bad:?}");
        }
        assert_eq!(with(&["X: y"; 101].join("\r\n")), Err(431));
        assert_eq!(Ask::read(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: \xff\r\n\r\n"), Err(BAD));
    }

    #[test]
    fn what_goes_on_is_what_was_understood() {
        let ask = read("GET /a%20b/%C3%A9?versie=3&pad=%2Fx%20y HTTP/1.0", "Host: localhost").expect("a request");
        assert_eq!(ask.value("pad"), Some("/x y"));
        let line = ask.line();
        assert!(line.starts_with("GET /a%20b/%C3%A9?versie=3&pad=%2Fx%20y HTTP/1.1\r\n"), "{line}");
        assert_eq!(Ask::read(line.as_bytes()), Ok(ask));
    }
}
