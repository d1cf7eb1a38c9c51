//! The front door.

use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::prelude::*;
use words::front as say;

lazy! {
    /// `/`.
    FrontRoute => FrontPage,
}

#[component]
fn FrontPage() -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let locale = shell.locale;
    view! {
        <Title text=shell.organisation />
        <Page width=PageWidth::Wide>
            <Hero heading=say::title(locale) lead=say::lead(locale)>
                <ActionLink href=Route::SignOn.to_string() icon=IconName::Person>
                    {say::sign_on(locale)}
                </ActionLink>
                <ActionLink
                    href=Route::Register.to_string()
                    kind=ButtonKind::Secondary
                    icon=IconName::Card
                >
                    {say::register(locale)}
                </ActionLink>
                <ActionLink href=Route::Help.to_string() kind=ButtonKind::Quiet icon=IconName::Info>
                    {say::help(locale)}
                </ActionLink>
            </Hero>
            <Section heading=say::what_heading(locale)>
                <Columns>
                    <Card heading=say::messages(locale)>
                        <p>{say::messages_text(locale)}</p>
                    </Card>
                    <Card heading=say::results(locale)>
                        <p>{say::results_text(locale)}</p>
                    </Card>
                    <Card heading=say::new(locale)>
                        <p>{say::new_text(locale)}</p>
                    </Card>
                </Columns>
            </Section>
        </Page>
    }
}
