//! The team inbox, and a conversation at its desk.

mod api;
mod ask;
mod asked;
mod case;
mod files;
mod inbox;
mod reply;
mod say;
mod work;

pub use api::{
    AssignCase, CloseCase, CommentOnResult, FindCase, ForwardCase, LoadCase, LoadTeamInbox,
    LookAtCase, NoteOnCase, RemoveCaseFile, ReplyToCase, SetCaseUrgency, assign_case, close_case,
    comment_on_result, find_case, forward_case, load_case, load_team_inbox, look_at_case,
    note_on_case, remove_case_file, reply_to_case, set_case_urgency,
};
pub use case::case_view;
pub use inbox::inbox_view;
pub use say::role;

lazy! {
    /// `/staff/messages`.
    TeamInboxRoute => inbox::TeamInboxPage,
    /// `/staff/messages/{id}`.
    CaseRoute => case::CasePage,
}
