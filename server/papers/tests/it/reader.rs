//! Reads a PDF with `lopdf`, which shares no code with what wrote it.

use lopdf::{Dictionary, Document, Object};

/// What a reader finds.
pub struct Found {
    document: Document,
    /// The text, page by page, each as one line.
    pub pages: Vec<String>,
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Found {
    let document = Document::load_mem(bytes).expect("a PDF");
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    let pages = numbers
        .iter()
        .map(|number| document.extract_text(&[*number]).expect("text"))
        .collect();
    Found { document, pages }
}

impl Found {
    /// The whole text with every white space as one space.
    pub fn words(&self) -> String {
        let words: Vec<&str> = self
            .pages
            .iter()
            .flat_map(|page| page.split_whitespace())
            .collect();
        words.join(" ")
    }

    /// The whole text without white space: lines are broken where the page ends.
    pub fn letters(&self) -> String {
        self.words().replace(' ', "")
    }

    fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("a catalog")
    }

    /// The language of the whole document.
    pub fn language(&self) -> String {
        let text = self.catalog().get(b"Lang").and_then(Object::as_str);
        String::from_utf8_lossy(text.expect("a language")).into_owned()
    }

    /// An entry of the information dictionary.
    pub fn info(&self, name: &str) -> String {
        let info = self
            .document
            .trailer
            .get(b"Info")
            .and_then(|info| self.document.dereference(info));
        let info = info
            .and_then(|(_, info)| info.as_dict())
            .expect("information");
        let text = info.get(name.as_bytes()).expect(name);
        lopdf::decode_text_string(text).expect("text")
    }

    /// Everything that must be so for assistive technology.
    pub fn is_tagged(&self) {
        let catalog = self.catalog();
        let marked = catalog
            .get(b"MarkInfo")
            .and_then(|info| self.document.dereference(info));
        let marked = marked
            .and_then(|(_, info)| info.as_dict())
            .expect("MarkInfo");
        assert!(
            marked
                .get(b"Marked")
                .and_then(Object::as_bool)
                .expect("Marked")
        );
        assert!(catalog.has(b"StructTreeRoot"));
        let shown = catalog
            .get(b"ViewerPreferences")
            .and_then(|shown| self.document.dereference(shown));
        let shown = shown
            .and_then(|(_, shown)| shown.as_dict())
            .expect("preferences");
        assert!(
            shown
                .get(b"DisplayDocTitle")
                .and_then(Object::as_bool)
                .expect("title")
        );
    }

    /// How often each role stands in the tree of tags, in the order of the file.
    pub fn roles(&self) -> Vec<String> {
        let elements = self.document.objects.values();
        elements
            .filter_map(|object| object.as_dict().ok())
            .filter(|object| object.has(b"S") && object.has(b"P") && object.has(b"K"))
            .filter_map(|object| object.get(b"S").and_then(Object::as_name).ok())
            .map(|role| String::from_utf8_lossy(role).into_owned())
            .collect()
    }

    /// The names of the fonts; fails where one is not inside the file.
    pub fn fonts(&self) -> Vec<String> {
        let mut names = Vec::new();
        for object in self.document.objects.values() {
            let Ok(font) = object.as_dict() else { continue };
            if !font.has_type(b"Font") {
                continue;
            }
            let kind = font
                .get(b"Subtype")
                .and_then(Object::as_name)
                .expect("a kind");
            if kind == b"Type0" {
                continue; // Its descendant is the font.
            }
            let name = font
                .get(b"BaseFont")
                .and_then(Object::as_name)
                .expect("a name");
            let name = String::from_utf8_lossy(name).into_owned();
            let about = font
                .get(b"FontDescriptor")
                .and_then(|about| self.document.dereference(about));
            let about = about.and_then(|(_, about)| about.as_dict()).expect(&name);
            let inside = [&b"FontFile"[..], b"FontFile2", b"FontFile3"];
            assert!(
                inside.iter().any(|file| about.has(file)),
                "{name} is not embedded"
            );
            names.push(name);
        }
        names.sort();
        names
    }

    /// Whether anything in the file runs, opens, or asks for something elsewhere.
    pub fn acts(&self) -> bool {
        let actions: [&[u8]; 6] = [
            b"JS",
            b"JavaScript",
            b"Launch",
            b"URI",
            b"GoToR",
            b"EmbeddedFiles",
        ];
        self.document.objects.values().any(|object| {
            object
                .as_dict()
                .is_ok_and(|object| actions.iter().any(|name| object.has(name)))
        })
    }
}
