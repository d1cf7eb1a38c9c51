//! Search: a field and its button that ask for a page of results.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::button::{Button, ButtonKind};
use crate::field::Field;
use crate::icon::{Icon, IconName};
use crate::text::MaybeText;

/// How a search asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asks {
    /// What was searched stands in the address: it can be kept, gone back to and loaded again.
    #[default]
    InAddress,
    /// It must not stand in an address, as what somebody looks for in their record.
    InPrivate,
}

/// A search.
#[component]
pub fn Search(
    /// The address of the page with the results, or of the form's server function.
    #[prop(into)]
    action: String,
    /// How it asks.
    #[prop(optional)]
    asks: Asks,
    /// The field's name and id.
    #[prop(into, default = "q".to_owned())]
    name: String,
    /// What is searched ("Search your messages").
    #[prop(into)]
    label: String,
    /// The button's text ("Search").
    #[prop(into)]
    button: String,
    /// What helps to find something.
    #[prop(into, optional)]
    hint: MaybeText,
    /// What was searched last.
    #[prop(into, optional)]
    value: String,
    /// How many were found, in words, once something was searched; read out when it changes.
    #[prop(into, optional)]
    found: Signal<Option<String>>,
    /// More fields, by which less is found.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let described = hint.is_some().then(|| format!("{name}-hint"));
    let method = match asks {
        Asks::InAddress => "get",
        Asks::InPrivate => "post",
    };
    view! {
        <div class="search">
            <form role="search" method=method action=action>
                <Field name=name.clone() label=label hint=hint error=Signal::stored(None)>
                    <div class="search__row">
                        <input
                            class="input search__input"
                            type="search"
                            id=name.clone()
                            name=name
                            value=value
                            // What a member looks for is nobody else's to be offered, nor to check.
                            autocomplete="off"
                            spellcheck="false"
                            autocapitalize="off"
                            enterkeyhint="search"
                            aria-describedby=described
                        />
                        <Button kind=ButtonKind::Secondary>
                            <Icon name=IconName::Search />
                            {button}
                        </Button>
                    </div>
                </Field>
                {children.map(|children| view! { <div class="search__more">{children()}</div> })}
            </form>
            <p class="search__found" role="status">
                {move || found.get()}
            </p>
        </div>
    }
}
