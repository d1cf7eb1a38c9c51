//! Messages: Inbox, Sent, a conversation with its reply, Contact Care Team.

mod api;
mod compose;
mod conversation;
mod inbox;
mod reading;
mod say;
mod sending;
mod urgent;

pub use api::{
    LoadCompose, LoadConversation, LoadMailbox, MarkRead, SendMessage, SendReply, load_compose,
    load_conversation, load_mailbox, mark_read, send_message, send_reply,
};
pub use compose::{ComposeRoute, compose_view};
pub use conversation::{ConversationRoute, conversation_view};
pub use inbox::{InboxRoute, SentRoute, mailbox_view};
pub use say::person;
