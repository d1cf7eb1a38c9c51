//! The reviewed table, read.

use std::collections::BTreeMap;

use app::access::Rule;
use domain::services::Service;

const TEXT: &str = include_str!("table.txt");

/// A table by the names of its rows and columns.
type Grid = BTreeMap<(&'static str, &'static str), &'static str>;

/// What takes an object.
pub struct Object {
    /// The fields of its form: `{id}` stands for the object.
    pub fields: &'static str,
    /// Of which kind the object is.
    pub kind: &'static str,
    /// What is answered for one's own.
    pub own: &'static str,
    /// What is answered for another's, and for nothing.
    pub other: &'static str,
    /// What is answered at a desk where a reason is asked for.
    pub ask: Option<&'static str>,
}

/// The whole of it.
pub struct Table {
    rules: Grid,
    persons: Grid,
    desk: Grid,
    reading_only: BTreeMap<&'static str, &'static str>,
    nothing: BTreeMap<&'static str, &'static str>,
    objects: BTreeMap<&'static str, Object>,
}

fn lines(section: &str) -> impl Iterator<Item = Vec<&'static str>> {
    let head = format!("[{section}]\n");
    let (_, rest) = TEXT.split_once(&head).expect("a section");
    let rest = rest.split("\n[").next().unwrap_or_default();
    rest.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('|').map(str::trim).collect())
}

fn grid(section: &str) -> Grid {
    let mut lines = lines(section);
    let columns: Vec<&str> = lines.next().unwrap()[1].split_whitespace().collect();
    let mut grid = Grid::new();
    for line in lines {
        let cells: Vec<&str> = line[1].split_whitespace().collect();
        assert_eq!(cells.len(), columns.len(), "{}", line[0]);
        for (column, cell) in columns.iter().zip(cells) {
            assert!(grid.insert((line[0], *column), cell).is_none());
        }
    }
    grid
}

impl Table {
    /// Reads it.
    pub fn read() -> Self {
        let objects = lines("objects").map(|line| {
            let answers: Vec<&str> = line[3].split_whitespace().collect();
            let object = Object {
                fields: line[1],
                kind: line[2],
                own: answers[0],
                other: answers[1],
                ask: answers.get(2).copied(),
            };
            (line[0], object)
        });
        Self {
            objects: objects.collect(),
            rules: grid("rules"),
            persons: grid("persons"),
            desk: grid("desk"),
            reading_only: lines("reading-only")
                .map(|line| (line[0], line[1]))
                .collect(),
            nothing: lines("nothing").map(|line| (line[0], line[1])).collect(),
        }
    }

    /// What a rule answers to somebody.
    pub fn rule(&self, who: &'static str, rule: Rule) -> &'static str {
        let column = match rule {
            Rule::Public => "public",
            Rule::SigningOn => "signing-on",
            Rule::Member | Rule::Record => "member",
            Rule::Open(Service::Messages) => "messages",
            Rule::Open(Service::MedicalRecord) => "medical-record",
            Rule::Open(Service::Account) => "account",
            Rule::Open(Service::IdCard) => "id-card",
            Rule::Open(Service::Requests) => "requests",
            Rule::StaffSigningOn => "staff-signing-on",
            Rule::Staff | Rule::Desk => "desk",
            Rule::Open(other) => panic!("no column for {other:?}"),
        };
        self.rules[&(who, column)]
    }

    /// What a row answers to somebody by themselves, whatever it is asked for: `None` where it
    /// depends on that.
    pub fn of_row(&self, who: &str, row: &str) -> Option<&'static str> {
        let names = |grid: &BTreeMap<&str, &str>| {
            let named = grid.get(row).copied().unwrap_or_default();
            named.split_whitespace().any(|name| name == who)
        };
        if names(&self.reading_only) {
            return Some("closed");
        }
        names(&self.nothing).then_some("none")
    }

    /// The persons whose record an address may name.
    pub fn persons(&self) -> Vec<&'static str> {
        let first = self.persons.keys().next().unwrap().0;
        let of_first = self.persons.keys().filter(|(row, _)| *row == first);
        of_first.map(|(_, column)| *column).collect()
    }

    /// What a part of somebody's record answers.
    pub fn person(&self, who: &str, row: &str, person: &str) -> &'static str {
        let part = if row.contains("lab-results")
            || matches!(row, "results/list" | "results/report" | "results/show")
        {
            "results"
        } else if row.contains("immunizations") {
            "immunizations"
        } else {
            "overview"
        };
        let named = format!("{who} {part}");
        let found = self.persons.iter();
        let mut found = found.filter(|((row, column), _)| *row == named && *column == person);
        found.next().map_or("none", |(_, answer)| answer)
    }

    /// What a row takes, if it takes an object.
    pub fn object(&self, row: &str) -> Option<&Object> {
        self.objects.get(row)
    }

    /// The rows that take an object.
    pub fn with_objects(&self) -> impl Iterator<Item = &'static str> {
        self.objects.keys().copied()
    }

    /// What an object of a kind answers to somebody: theirs, another's, or a conversation at the
    /// desks.
    pub fn of_object(
        &self,
        who: &'static str,
        object: &Object,
        which: &'static str,
    ) -> &'static str {
        if object.kind != "case" {
            return if which == "own" {
                object.own
            } else {
                object.other
            };
        }
        match self.desk.get(&(who, which)) {
            Some(&"open") => object.own,
            Some(&"ask") => object.ask.unwrap(),
            _ => object.other,
        }
    }
}
