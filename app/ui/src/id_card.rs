//! ID card picture: the member ID card. An invented person's, which shows where the number
//! stands, for pages before one signs on; or the member's own, which is printed as large as it is.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::text::MaybeText;

/// So many letters fit into the card's width; more are drawn narrower.
const FITS: usize = 32;

/// A drawing of the card. Its words are part of the drawing; what it shows is told by
/// `description`.
#[component]
pub fn IdCardPicture(
    /// The plan's name.
    #[prop(into)]
    plan: String,
    /// What the card is called ("Member ID card").
    #[prop(into)]
    title: String,
    /// The name.
    #[prop(into)]
    person: String,
    /// What the number is called ("Medical record number").
    #[prop(into)]
    number_label: String,
    /// The number.
    #[prop(into)]
    number: String,
    /// What the picture shows, for who does not see it.
    #[prop(into)]
    description: String,
    /// Whom to call; a card that has it is the member's own, and nothing on it is marked.
    #[prop(into, optional)]
    call: MaybeText,
) -> impl IntoView {
    let call = call.into_inner();
    let own = call.is_some();
    // Within the mark it stands a little further in.
    let left = if own { "20" } else { "22" };
    let length = (person.chars().count() > FITS).then_some("300");
    let fit = length.map(|_| "spacingAndGlyphs");
    let mark = (!own).then(|| {
        view! { <rect class="id-card__mark" x="12" y="116" width="236" height="50" rx="10"></rect> }
    });
    let call = call.map(|call| {
        view! {
            <text class="id-card__small" x="20" y="199">
                {call}
            </text>
        }
    });
    view! {
        <svg
            class="id-card"
            class=("id-card--own", own)
            viewBox="0 0 340 214"
            role="img"
            aria-label=description
        >
            <rect class="id-card__paper" x="1" y="1" width="338" height="212" rx="16"></rect>
            <path
                class="id-card__hills"
                d="M1 168c60-26 118-30 178-14s110 10 160-12v55a16 16 0 0 1-16 16H17a16 16 0 0 1-16-16Z"
            ></path>
            <path
                class="id-card__head"
                d="M17 1h306a16 16 0 0 1 16 16v37H1V17A16 16 0 0 1 17 1Z"
            ></path>
            <path class="id-card__sun" d="M20 40a11 11 0 0 1 22 0Z"></path>
            <path
                class="id-card__lark"
                d="M15.5 20.5c5.6-.8 10.3 1.5 12.7 5.400 2.3-5.700 7-9.600 13.800-10.900-1.200 2.200-1.700 4-1.700 6.200 1.400-.5 2.700-.6 4.200-.2-2 .9-3.300 2-4.500 3.700-2.900 4.300-7 6.300-12 5.800 0-4.500-5-9-12.500-10Z"
            ></path>
            <text class="id-card__plan" x="54" y="35">
                {plan}
            </text>
            <text class="id-card__small" x="20" y="78">
                {title}
            </text>
            <text class="id-card__person" x="20" y="102" textLength=length lengthAdjust=fit>
                {person}
            </text>
            {mark}
            <text class="id-card__small" x=left y="135">
                {number_label}
            </text>
            <text class="id-card__number" x=left y="157">
                {number}
            </text>
            {call}
        </svg>
    }
}
