//! The member ID card: on screen, on paper, as a file.

use domain::account::IdCardView;
use domain::organisation::Line;
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::load::load;
use ui::prelude::*;
use words::{Locale, account as say, shell};

use super::api::load_id_card;
use crate::failed::{Instead, part};

/// `/id-card`.
#[derive(Debug)]
pub struct IdCardRoute;

#[lazy_route]
impl LazyRoute for IdCardRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let locale = shell.locale;
    let view = load(|| (), |()| load_id_card());
    view! {
        <Title text=say::card_title(locale) />
        <Page width=PageWidth::Reading>
            <PageHeading text=say::card_title(locale) lead=say::card_lead(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::card_load_failed_heading(locale), say::card_load_failed(locale)],
                    not_found: None,
                },
                move |view| id_card_view(locale, shell.organisation.clone(), view),
            )}
        </Page>
    }
    .into_any()
}

/// The card of a member of `plan`: a picture of it, and the same facts as a list.
pub fn id_card_view(locale: Locale, plan: String, view: IdCardView) -> impl IntoView {
    let phone = |line: &Line| say::card_phone(locale, line.hours(locale), &line.phone, &line.tty);
    let none = || say::card_none_chosen(locale).to_owned();
    let mut facts = vec![
        (say::card_name(locale), view.name.clone()),
        (say::card_mrn(locale), view.mrn.clone()),
        (
            say::card_physician(locale),
            view.physician.unwrap_or_else(none),
        ),
    ];
    facts.extend(view.office.map(|office| (say::card_office(locale), office)));
    facts.push((
        say::card_member_services(locale),
        phone(&view.member_services),
    ));
    facts.push((say::card_nurse(locale), phone(&view.nurse)));
    let facts = facts
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    view! {
        <Stack gap=Gap::Large>
            <IdCardPicture
                plan=plan
                title=say::card_title(locale)
                person=view.name
                number_label=say::card_mrn(locale)
                number=view.mrn
                description=say::card_description(locale)
                call=say::card_call(locale, &view.member_services.phone)
            />
            <ButtonRow>
                <PrintButton label=shell::print(locale) />
                // A file is no page: the router is kept out.
                <ActionLink
                    href=Route::IdCardPdf.to_string()
                    kind=ButtonKind::Secondary
                    icon=IconName::Download
                    attr:rel="external"
                >
                    {shell::download_pdf(locale)}
                </ActionLink>
            </ButtonRow>
            <Section heading=say::card_facts(locale)>
                <SummaryList rows=facts />
                <p>{say::card_wrong(locale)}</p>
            </Section>
        </Stack>
    }
}
