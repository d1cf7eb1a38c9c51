//! `/register`: what is needed, with a picture of the card.

use domain::routes::Route;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::prelude::*;
use words::registration as say;

use super::frame::shell;

#[component]
pub(super) fn StartPage() -> impl IntoView {
    let shell = shell();
    let locale = shell.locale;
    let plan = shell.organisation;
    let card = move || {
        let plan = plan.clone();
        view! {
            <Section heading=say::card_heading(locale)>
                <IdCardPicture
                    plan=plan
                    title=say::card_title(locale)
                    person=say::card_person(locale)
                    number_label=say::mrn(locale)
                    number="1234 5671"
                    description=say::card_description(locale)
                />
            </Section>
        }
    };
    view! {
        <Title text=say::start_heading(locale) />
        <Page width=PageWidth::Wide>
            <PageHeading text=say::start_heading(locale) lead=say::start_lead(locale) />
            <MainAndAside aside=card>
                <Section heading=say::start_needs(locale)>
                    <Prose>
                        <ul>
                            <li>{say::need_card(locale)}</li>
                            <li>{say::need_email(locale)}</li>
                            <li>{say::need_age(locale)}</li>
                            <li>{say::need_facts(locale)}</li>
                        </ul>
                    </Prose>
                    <ButtonRow>
                        <ActionLink href=Route::RegisterMembership
                            .to_string()>{say::start_button(locale)}</ActionLink>
                    </ButtonRow>
                    <Prose>
                        <p>
                            {say::have_account(locale)} " "
                            <a href=Route::SignOn.to_string()>{say::sign_on_link(locale)}</a>
                        </p>
                    </Prose>
                </Section>
            </MainAndAside>
        </Page>
    }
}
