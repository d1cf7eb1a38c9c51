//! A thousand open streams of `/live`, and what they cost the host.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;
use socket2::{Domain, Socket, Type};

use super::figures::{Figure, Figures, mega};
use super::process::Portal;
use super::visitor::Visitor;
use crate::steps::{Failure, Outcome, While, output};

/// How many streams, and of how many members.
const STREAMS: usize = 1_000;
const MEMBERS: usize = 5;
/// Streams from one address of the loopback: a host takes 512 connections of each.
const PER_ADDRESS: usize = 250;
/// Files that this program and what it starts may have open.
const FILES: &str = "--nofile=4096:";
/// How long the host is left alone before its memory is read; with the streams open, until
/// after each has looked whether its session has ended.
const QUIET: Duration = Duration::from_secs(5);
const WATCHED: Duration = Duration::from_secs(20);
/// How long a stream may say nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens them on a host that has just started, and adds what its memory grew by.
pub fn measure(portal: &Portal, figures: &mut Figures) -> Outcome {
    more_files()?;
    let host = portal.serve()?;
    let mut members = Vec::new();
    for place in 0..MEMBERS {
        let member = Visitor::member(portal.data(), host.port, place)?;
        member.get("/home")?;
        members.push(member);
    }
    sleep(QUIET);
    let before = host.resident()?;
    let mut streams = Vec::with_capacity(STREAMS);
    for (number, member) in (0..STREAMS).zip(members.iter().cycle()) {
        streams.push(Stream::open(number, member)?);
    }
    sleep(WATCHED);
    let after = host.resident()?;
    for stream in &mut streams {
        stream.still_open()?;
    }
    let cost = mega(after.saturating_sub(before));
    figures.add(
        Figure::at_most("streams_thousand_memory", cost, "MB", 50.0).with(json!({
            "streams": STREAMS,
            "members": MEMBERS,
            "before_mb": mega(before),
            "after_mb": mega(after),
        })),
    );
    Ok(())
}

/// Lets this program open as many files as there are streams, and so whatever it starts.
fn more_files() -> Outcome {
    let own = std::process::id().to_string();
    let raised = output(Command::new("prlimit").args(["--pid", &own, FILES]));
    raised.map(drop).map_err(|failure| {
        failure.advise("1,000 streams need 4,096 open files: raise the hard limit of `ulimit -n`")
    })
}

/// An open stream.
struct Stream(TcpStream);

impl Stream {
    /// Opens one and waits for the first event.
    fn open(number: usize, member: &Visitor) -> Outcome<Self> {
        let mut stream = connect(number, member.port).while_doing("open a stream")?;
        let head = format!(
            "GET /live HTTP/1.1\r\nhost: localhost:{}\r\naccept: text/event-stream\r\n\
             sec-fetch-site: same-origin\r\n{}\r\n",
            member.port,
            member.head()
        );
        stream
            .write_all(head.as_bytes())
            .while_doing("ask for a stream")?;
        let mut said = Vec::new();
        while !begins(&said) {
            let mut part = [0; 4_096];
            let count = stream.read(&mut part).while_doing("read a stream")?;
            if count == 0 {
                return Err(Failure::new(format!(
                    "stream {number} ended:\n{}",
                    String::from_utf8_lossy(&said)
                )));
            }
            said.extend_from_slice(&part[..count]);
        }
        Ok(Self(stream))
    }

    /// Whether the host has not ended it.
    fn still_open(&mut self) -> Outcome {
        self.0
            .set_nonblocking(true)
            .while_doing("look at a stream")?;
        let mut part = [0; 4_096];
        match self.0.read(&mut part) {
            Ok(count) if count > 0 && !ends(&part[..count]) => Ok(()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(()),
            _ => Err(Failure::new("the host has ended a stream")),
        }
    }
}

/// Whether the first event is there: how many conversations hold something unread.
fn begins(said: &[u8]) -> bool {
    String::from_utf8_lossy(said).contains("data: =")
}

/// Whether the last has been said.
fn ends(said: &[u8]) -> bool {
    String::from_utf8_lossy(said).contains("data: end")
}

/// A connection from one of several addresses of the loopback, as if from several machines.
fn connect(number: usize, port: u16) -> std::io::Result<TcpStream> {
    let last = u8::try_from(2 + number / PER_ADDRESS).unwrap_or(u8::MAX);
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::new(127, 0, 0, last), 0)).into())?;
    socket.connect_timeout(
        &SocketAddr::from((Ipv4Addr::LOCALHOST, port)).into(),
        PATIENCE,
    )?;
    let stream = TcpStream::from(socket);
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_begins_with_its_first_number_and_may_end() {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
        assert!(!begins(head));
        let first = b"1a\r\nevent: live\ndata: =12\n\n\r\n";
        assert!(begins(&[&head[..], first].concat()));
        assert!(!ends(first) && ends(b"event: live\ndata: end\n\n"));
    }
}
