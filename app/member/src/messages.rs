//! Messages: Inbox, Sent, Drafts, Archive, folders, search, a conversation with its reply,
//! Contact Care Team.

mod api;
mod arrange;
mod boxes;
mod compose;
mod conversation;
mod drafts;
mod files;
mod filter;
mod folders;
mod inbox;
mod reading;
mod reply;
mod saving;
mod say;
mod search;
mod sending;
mod urgent;

pub use api::{
    Arrange, DeleteDraft, Find, KeepMessage, KeepReply, LoadCompose, LoadConversation, LoadDrafts,
    LoadFolders, LoadMailbox, LoadSearch, MarkRead, RemoveFile, RemoveFolder, SaveDraft,
    SaveFolder, SendMessage, SendReply, arrange, delete_draft, find, keep_message, keep_reply,
    load_compose, load_conversation, load_drafts, load_folders, load_mailbox, load_search,
    mark_read, remove_file, remove_folder, save_draft, save_folder, send_message, send_reply,
};
pub use compose::{ComposeRoute, compose_view};
pub use conversation::{ConversationRoute, conversation_view};
pub use drafts::{DraftsRoute, drafts_view};
pub use folders::{FoldersRoute, folders_view};
pub use inbox::{ArchiveRoute, FolderRoute, InboxRoute, SentRoute, mailbox_view};
pub use say::person;
pub use search::{SearchRoute, search_view};
