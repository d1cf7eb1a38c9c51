//! Messages between a member and their care team (SPEC section 5): what may be sent, to
//! whom, for how long it can be answered, and when it counts as read.
//!
//! Every rule here is a function of its arguments; the clock is one of them. The host holds
//! them when a form arrives, the browser only uses them to help: what the browser thinks is
//! never taken for granted.

mod compose;
mod draft;
mod file;
mod filter;
mod folder;
mod list;
mod people;
mod read;
mod reply;
pub mod search;
mod text;
mod views;

pub use compose::{
    ComposeProblem, ComposeValues, Draft, ReplyProblem, ReplyValues, SendKey, Topic, is_ready,
};
pub use draft::{
    DraftMark, DraftOffer, DraftProblem, DraftRow, DraftSave, DraftSaved, DraftText, DraftValues,
    DraftsView, KEPT_FOR, MOST_DRAFTS, Verdict, Writer, verdict,
};
pub use file::{
    FileKind, FileProblem, FileView, MOST_BYTES_OF_ONE, MOST_FILE_BYTES, MOST_FILES, MOST_PIXELS,
    PREVIEW_SIDE, RefusedFile, ScanState, judged, likely as likely_file, listed,
    named as file_name, renamed, size as file_size,
};
pub use filter::{Filter, FilterForm, When};
pub use folder::{Arranged, Arrangement, FolderName, FolderProblem, FolderValues, MOST_FOLDERS};
pub use list::{Cursor, Mailbox, MessageCursor, NotAPlace, PAGE_LENGTH, Place, Shelf, is_in};
pub use people::{
    Correspondent, Desk, NotListed, Reason, Recipient, Unreachable, WhyNot, in_order,
};
pub use read::{READ_AFTER, SeenMessages, is_in_view, is_unread, marked_by_reply};
pub use reply::{Newest, REPLY_WINDOW, ReplyClosed, ReplyState, reply_state};
pub use text::{Body, Subject, TextProblem, is_blank};
pub use views::{
    AboutResult, Absent, Author, Awaited, ComposeView, ConversationRow, ConversationView,
    FolderView, FoldersView, FoundIn, FoundView, InboxView, MessageView, Person, ReplyView,
    SearchView, Sent, WholeConversation,
};
