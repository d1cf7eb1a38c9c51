//! Technical help, for anybody.

use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::prelude::*;
use words::help as say;

lazy! {
    /// `/help`.
    HelpRoute => HelpPage,
}

#[component]
fn HelpPage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let topics = [
        (say::sign_on_question(locale), say::sign_on_answer(locale)),
        (say::locked_question(locale), say::locked_answer(locale)),
        (say::number_question(locale), say::number_answer(locale)),
        (say::code_question(locale), say::code_answer(locale)),
        (say::send_question(locale), say::send_answer(locale)),
        (say::reply_question(locale), say::reply_answer(locale)),
        (say::scripts_question(locale), say::scripts_answer(locale)),
        (say::shared_question(locale), say::shared_answer(locale)),
    ];
    view! {
        <Title text=say::heading(locale) />
        <Page width=PageWidth::Reading>
            <PageHeading text=say::heading(locale) lead=say::lead(locale) />
            <Stack gap=Gap::Small>
                {topics
                    .map(|(question, answer)| {
                        view! {
                            <Details summary=question>
                                <p>{answer}</p>
                            </Details>
                        }
                    })
                    .collect_view()}
            </Stack>
        </Page>
    }
}
