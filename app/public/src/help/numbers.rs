//! About the numbers: how to read a lab result.

use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::prelude::*;
use words::{Locale, numbers as say, results};

use super::part::{Said, part, prose};

#[component]
pub fn NumbersPage() -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let locale = shell.locale;
    let nurse = shell.lines.nurse;
    let critical = vec![
        say::critical_1(locale).into(),
        Said::calling(
            say::critical_2(locale, nurse.hours(locale), &nurse.phone),
            &nurse.phone,
        ),
        say::critical_3(locale).into(),
    ];
    let texts = |texts: &[&'static str]| texts.iter().map(|text| Said::from(*text)).collect();
    let range = texts(&[say::range_1(locale), say::range_2(locale)]);
    let outside = texts(&[
        say::outside_1(locale),
        say::outside_2(locale),
        say::outside_3(locale),
    ]);
    let flags_text = texts(&[say::flags_1(locale), say::flags_2(locale)]);
    let units = texts(&[say::units_1(locale), say::units_2(locale)]);
    let signs = texts(&[say::signs_1(locale), say::signs_2(locale)]);
    let digits = texts(&[say::digits(locale)]);
    let labs = texts(&[say::labs_1(locale), say::labs_2(locale)]);
    let chart = texts(&[
        say::chart_1(locale),
        say::chart_2(locale),
        say::chart_3(locale),
        say::chart_4(locale),
    ]);
    view! {
        <Title text=say::heading(locale) />
        <Page width=PageWidth::Reading>
            <PageHeading text=say::heading(locale) lead=say::lead(locale) />
            <Stack gap=Gap::Large>
                {part(say::range_heading(locale), range)}
                {part(say::outside_heading(locale), outside)}
                <Section heading=say::flags_heading(
                    locale,
                )>{prose(flags_text)} <SummaryList rows=flags(locale) /></Section>
                {part(say::critical_heading(locale), critical)}
                {part(say::units_heading(locale), units)} {part(say::signs_heading(locale), signs)}
                {part(say::digits_heading(locale), digits)} {part(say::labs_heading(locale), labs)}
                <Section heading=say::status_heading(locale)>
                    <SummaryList rows=states(locale) />
                </Section> {part(say::chart_heading(locale), chart)}
            </Stack>
        </Page>
    }
}

/// The words that stand beside a value, and what each says.
fn flags(locale: Locale) -> Vec<(String, String)> {
    let critical = format!(
        "{}, {}, {}",
        results::flag_critical(locale),
        results::flag_critical_low(locale),
        results::flag_critical_high(locale)
    );
    rows(&[
        (results::flag_normal(locale), say::flag_in_range(locale)),
        (results::flag_low(locale), say::flag_low(locale)),
        (results::flag_high(locale), say::flag_high(locale)),
        (results::flag_abnormal(locale), say::flag_abnormal(locale)),
        (results::flag_positive(locale), say::flag_positive(locale)),
        (results::flag_negative(locale), say::flag_negative(locale)),
        (
            results::flag_indeterminate(locale),
            say::flag_unclear(locale),
        ),
        (&critical, say::flag_critical(locale)),
    ])
}

/// How final a result may be, and what that says.
fn states(locale: Locale) -> Vec<(String, String)> {
    rows(&[
        (
            results::status_preliminary(locale),
            say::status_preliminary(locale),
        ),
        (results::status_final(locale), say::status_final(locale)),
        (
            results::status_corrected(locale),
            say::status_corrected(locale),
        ),
        (
            results::status_cancelled(locale),
            say::status_cancelled(locale),
        ),
        (
            results::status_withdrawn(locale),
            say::status_withdrawn(locale),
        ),
    ])
}

fn rows(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .map(|(name, says)| ((*name).to_owned(), (*says).to_owned()))
        .collect()
}
