//! What a server function answers, and how it fails: the two types every form and every
//! page's loader share between browser and host.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use http::Method;
use leptos::prelude::use_context;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use server_fn::client::Client;
use server_fn::codec::{IntoReq, Post, PostUrl};
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use server_fn::request::ClientReq as _;
use server_fn::response::ClientRes as _;
use server_fn::server::Server;
use server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, Protocol};

/// The answer to a form that was sent.
///
/// Without scripts the host turns `Go` into 303 and `Show` into 303 to the form's page,
/// which finds the form again by an opaque flash id (DESIGN: "Errors").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer<F> {
    /// It was done: go to this path of our own.
    Go(String),
    /// It was done, and who is signed on or the language has changed: go there by a full page
    /// load, so that nothing of before stays in the page's memory.
    Load(String),
    /// Show the form again, with what was typed and what is wrong with it.
    Show(F),
}

/// Why a server function failed in a way that is no part of its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WireCode {
    /// The request makes no sense: 400.
    BadRequest,
    /// Nobody is signed on, or the session has ended: 401.
    SignOnNeeded,
    /// The rule of the route says no: 403.
    Forbidden,
    /// No such thing, or not yours; the two answer alike: 404.
    NotFound,
    /// A step out of order, or a draft that is gone: 409.
    OutOfOrder,
    /// Too much at once from here: 429.
    TooMany,
    /// The host has more to do than it can: 503.
    Busy,
    /// Something broke; it is in the log under the request id: 500.
    Unexpected,
    /// The line between browser and host: no answer came.
    Unreachable,
}

impl WireCode {
    /// The code of an HTTP status that the host answers with.
    pub const fn from_status(status: u16) -> Self {
        match status {
            400 => Self::BadRequest,
            401 => Self::SignOnNeeded,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            409 => Self::OutOfOrder,
            429 => Self::TooMany,
            503 => Self::Busy,
            _ => Self::Unexpected,
        }
    }

    /// The HTTP status that says the same.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::SignOnNeeded => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::OutOfOrder => 409,
            Self::TooMany => 429,
            Self::Busy | Self::Unreachable => 503,
            Self::Unexpected => 500,
        }
    }

    /// Whether the same may well be answered in a moment.
    pub const fn is_passing(self) -> bool {
        matches!(self, Self::TooMany | Self::Busy | Self::Unreachable)
    }
}

/// The one error type on the wire: a code whose words the translations hold, and the
/// request id under which the host logged the cause. Nothing from below.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireError {
    /// What went wrong.
    pub code: WireCode,
    /// The request id, for the person who calls the support line; empty when none is known.
    pub request: String,
}

impl WireError {
    /// An error without a request id.
    pub fn new(code: WireCode) -> Self {
        Self {
            code,
            request: String::new(),
        }
    }
}

impl FromServerFnError for WireError {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self::new(match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => WireCode::BadRequest,
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => WireCode::Unreachable,
            _ => WireCode::Unexpected,
        })
    }
}

/// How server functions travel: name it as `protocol` of each. On the host it is `server_fn`'s
/// own: arguments as forms send them, answers in JSON. In the browser what all of them do is
/// there once, and not once more for each.
pub struct Wire;

type Http = server_fn::Http<PostUrl, Post<JsonText>>;

impl<Input, Output, C, S> Protocol<Input, Output, C, S, WireError> for Wire
where
    Http: Protocol<Input, Output, C, S, WireError>,
    Input: IntoReq<PostUrl, C::Request, WireError> + Send,
    Output: DeserializeOwned,
    C: Client<WireError>,
    S: Server<WireError>,
{
    const METHOD: Method = Method::POST;

    async fn run_server<F, Fut>(request: S::Request, run: F) -> Result<S::Response, WireError>
    where
        F: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Output, WireError>> + Send,
    {
        Http::run_server(request, run).await
    }

    async fn run_client(path: &str, input: Input) -> Result<Output, WireError> {
        read(&send::<C>(input.into_req(path, JsonText::CONTENT_TYPE)).await?)
    }
}

/// What is on its way.
pub type OnItsWay = Pin<Box<dyn Future<Output = Result<String, WireError>> + Send>>;

/// Sends a form's fields to a server function, as the browser itself would but for the answer.
pub fn post<C: Client<WireError>>(path: &str, fields: String) -> OnItsWay {
    let json = JsonText::CONTENT_TYPE;
    send::<C>(C::Request::try_new_post(
        path,
        PostUrl::CONTENT_TYPE,
        json,
        fields,
    ))
}

/// Sends a request and brings the text of the answer.
fn send<C: Client<WireError>>(request: Result<C::Request, WireError>) -> OnItsWay {
    Box::pin(async move {
        let answer = C::send(request?).await?;
        let failed = (400..=599).contains(&answer.status());
        let text = answer.try_into_string().await?;
        if failed {
            Err(read(&text).unwrap_or_else(|unread| unread))
        } else {
            Ok(text)
        }
    })
}

/// Reads an answer.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, WireError> {
    serde_json::from_str(text).map_err(|_| WireError::new(WireCode::BadRequest))
}

/// JSON that is read as a text, as what a page brings in its HTML is: one reader of every view
/// type in the browser's files, where `server_fn`'s own, which reads bytes, is a second.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let text = str::from_utf8(&bytes).map_err(serde::de::Error::custom)?;
        serde_json::from_str(text)
    }
}

/// The HTTP status of the page being rendered. The host provides one in the context; a page
/// that finds out late that there is nothing to show sets it. In the browser there is none.
#[derive(Clone, Debug, Default)]
pub struct PageStatus(Arc<AtomicU16>);

impl PageStatus {
    /// Answers the page with this status.
    pub fn set(code: WireCode) {
        if let Some(Self(status)) = use_context() {
            status.store(code.status(), Ordering::Relaxed);
        }
    }

    /// What was set, if anything.
    pub fn get(&self) -> Option<u16> {
        Some(self.0.load(Ordering::Relaxed)).filter(|status| *status != 0)
    }
}
