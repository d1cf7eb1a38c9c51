//! Messages: Inbox, Sent, Drafts, a conversation with its reply, Contact Care Team.

mod api;
mod boxes;
mod compose;
mod conversation;
mod drafts;
mod files;
mod inbox;
mod reading;
mod saving;
mod say;
mod sending;
mod urgent;

pub use api::{
    DeleteDraft, KeepMessage, KeepReply, LoadCompose, LoadConversation, LoadDrafts, LoadMailbox,
    MarkRead, RemoveFile, SaveDraft, SendMessage, SendReply, delete_draft, keep_message,
    keep_reply, load_compose, load_conversation, load_drafts, load_mailbox, mark_read, remove_file,
    save_draft, send_message, send_reply,
};
pub use compose::{ComposeRoute, compose_view};
pub use conversation::{ConversationRoute, conversation_view};
pub use drafts::{DraftsRoute, drafts_view};
pub use inbox::{InboxRoute, SentRoute, mailbox_view};
pub use say::person;
