//! Messages: Inbox, Sent, Archive, folders, search, a conversation with its reply, Contact Care
//! Team.

mod api;
mod arrange;
mod compose;
mod conversation;
mod folders;
mod inbox;
mod reading;
mod say;
mod search;
mod sending;
mod urgent;

pub use api::{
    Arrange, Find, LoadCompose, LoadConversation, LoadFolders, LoadMailbox, LoadSearch, MarkRead,
    RemoveFolder, SaveFolder, SendMessage, SendReply, arrange, find, load_compose,
    load_conversation, load_folders, load_mailbox, load_search, mark_read, remove_folder,
    save_folder, send_message, send_reply,
};
pub use compose::{ComposeRoute, compose_view};
pub use conversation::{ConversationRoute, conversation_view};
pub use folders::{FoldersRoute, folders_view};
pub use inbox::{ArchiveRoute, FolderRoute, InboxRoute, SentRoute, mailbox_view};
pub use say::person;
pub use search::{SearchRoute, search_view};
