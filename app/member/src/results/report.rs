//! One result.

use domain::family::Whose;
use domain::ids::ReportId;
use domain::results::{
    ChartAsked, CommentView, EarlierReport, EarlierValue, Flag, ReplacedValue, ReportPage,
    ReportStatus, ReportView, ValueView,
};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::{LazyRoute, lazy_route};
use ui::form::{FormAction, SentForm};
use ui::live::follow;
use ui::prelude::*;
use ui::wire::{WireCode, WireError};
use words::{Locale, moments, numbers, results as say};

use super::api::{MarkResultRead, load_report};
use super::chart::{ALL, CHART, chart_view};
use super::cover::cover_view;
use super::reading::{self, VALUES};
use super::say as terms;
use super::take_away;
use crate::failed::{Instead, part};
use crate::whose;

/// `/medical-record/lab-results/{id}`.
#[derive(Debug)]
pub struct LabResultRoute;

#[lazy_route]
impl LazyRoute for LabResultRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let (params, query) = (use_params_map(), use_query_map());
    let whose = whose::whose();
    // Rises when the cover was taken away.
    let again = RwSignal::new(0_u32);
    let asked = move || {
        let id = params
            .read()
            .get("id")
            .and_then(|id| id.parse::<ReportId>().ok());
        let query = query.read();
        let chart = ChartAsked {
            place: query.get("chart").and_then(|place| place.parse().ok()),
            whole: query.get("values").is_some_and(|which| which == ALL),
        };
        (id, chart, again.get())
    };
    let answer = move |(id, chart, _)| answer(whose, id, chart);
    let view = follow(asked, answer, says_the_same);
    // The panel's name is health information: it stands on the page and not in the title,
    // which histories and window lists show.
    view! {
        {whose::title(locale, say::result(locale))}
        <Page width=PageWidth::Wide>
            <BackLink
                href=whose.link(Route::LabResults).to_string()
                label=say::back_to_results(locale)
            />
            {part(
                view,
                Instead {
                    page: Some(say::result(locale)),
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: Some([say::not_found_heading(locale), say::not_found(locale)]),
                },
                move |view| match view {
                    ReportPage::Open(view) => report_view(locale, *view).into_any(),
                    ReportPage::Held(cover) => cover_view(locale, cover, again).into_any(),
                },
            )}
        </Page>
    }
    .into_any()
}

/// Answers for the result and the chart that the address names.
async fn answer(
    whose: Whose,
    id: Option<ReportId>,
    chart: ChartAsked,
) -> Result<ReportPage, WireError> {
    match id {
        Some(id) => load_report(whose.0, id, chart.place, chart.whole).await,
        None => Err(WireError::new(WireCode::NotFound)),
    }
}

/// Whether nothing but the read mark is other than it was: the page sets that one itself.
fn says_the_same(before: &ReportPage, now: &ReportPage) -> bool {
    match (before, now) {
        (ReportPage::Open(before), ReportPage::Open(now)) => {
            let now = ReportView {
                unread: before.unread,
                ..now.as_ref().clone()
            };
            **before == now
        }
        (before, now) => before == now,
    }
}

/// One result: what it says, its values, one of them over time.
pub fn report_view(locale: Locale, view: ReportView) -> impl IntoView {
    let marked = RwSignal::new(!view.unread);
    if view.unread {
        reading::follow(view.id, marked);
    }
    let mark = view.unread.then(|| mark_button(locale, view.id, marked));
    let (_, meaning) = terms::meaning(locale, view.meaning);
    let caption = terms::day(locale, &view.taken);
    let notices = (critical(locale, &view), standing(locale, view.status));
    let facts = facts(locale, &view);
    let conclusion = view.conclusion.clone().map(|conclusion| {
        view! {
            <Section heading=say::conclusion_heading(locale)>
                <Prose>
                    <p>{conclusion}</p>
                </Prose>
            </Section>
        }
    });
    let columns = [
        say::column_test(locale),
        say::column_value(locale),
        say::column_range(locale),
        say::column_before(locale),
    ]
    .map(str::to_owned);
    let id = view.id;
    let rows = view
        .values
        .into_iter()
        .map(move |value| value_row(locale, id, value));
    let earlier = (!view.earlier.is_empty()).then(|| earlier_reports(locale, view.earlier));
    let page = whose::whose().link(Route::LabResult(view.id)).to_string();
    let chart = (view.chart).map(|chart| chart_view(locale, chart, &page));
    let write = view.can_write.then(|| {
        view! {
            <ActionLink
                href=format!("{}?result={}", Route::MessagesNew, view.id)
                kind=ButtonKind::Secondary
                icon=IconName::Write
            >
                {say::write_about(locale)}
            </ActionLink>
        }
    });
    let comments = (!view.comments.is_empty()).then(|| comments(locale, view.comments));
    let source = source(locale, view.taken_source, view.issued_source);
    let table = say::table_caption(locale, &view.name);
    let about_numbers = vec![(
        numbers::heading(locale).to_owned(),
        Route::Numbers.to_string(),
    )];
    view! {
        <Stack gap=Gap::Large>
            <PageHeading text=view.name caption=caption lead=meaning />
            {notices}
            <ButtonRow>{write} {mark}</ButtonRow>
            {comments}
            <div id=VALUES>
                <DataTable caption=table columns=columns.into()>
                    {rows.collect_view()}
                </DataTable>
            </div>
            <LinkList links=about_numbers />
            {conclusion}
            {chart}
            {earlier}
            <SummaryList rows=facts />
            {source}
            {take_away::one(locale, id)}
        </Stack>
    }
}

/// "Mark as read", for a browser without scripts and for whoever does not want to wait.
fn mark_button(locale: Locale, report: ReportId, marked: RwSignal<bool>) -> impl IntoView {
    let mark = FormAction::<MarkResultRead>::new();
    Effect::new(move |_| {
        if let Some(Ok(_)) = mark.answer() {
            marked.set(true);
        }
    });
    view! {
        <div hidden=move || marked.get()>
            <SentForm action=mark>
                <input type="hidden" name="report" value=report.to_string() />
                <Button kind=ButtonKind::Quiet>{say::mark_read(locale)}</Button>
            </SentForm>
        </div>
    }
}

/// What clinicians said about it, oldest first.
fn comments(locale: Locale, comments: Vec<CommentView>) -> impl IntoView {
    let bubbles = comments.into_iter().enumerate().map(move |(number, one)| {
        view! {
            <MessageBubble
                id=format!("comment-{number}")
                from=one.author
                role=words::terms::role(locale, one.role)
                when=moments::moment(locale, &one.written)
                datetime=moments::machine(&one.written)
                text=one.text
            />
        }
    });
    view! {
        <Section heading=say::comments_heading(locale)>
            <Thread label=say::comments_heading(locale)>{bubbles.collect_view()}</Thread>
        </Section>
    }
}

/// A critical value in words: what to do, and whom to call now.
fn critical(locale: Locale, view: &ReportView) -> Option<impl IntoView + use<>> {
    let critical = (view.values.iter())
        .filter(|value| value.flag.is_some_and(Flag::is_critical))
        .map(|value| value.name.as_str());
    call_now(locale, &critical.collect::<Vec<_>>())
}

/// What to do now, and whom to call, about the values of these names; nothing if there are none.
pub(super) fn call_now(locale: Locale, names: &[&str]) -> Option<impl IntoView + use<>> {
    if names.is_empty() {
        return None;
    }
    let lines = use_context::<ShellView>().unwrap_or_default().lines;
    let nurse = lines.nurse;
    let call = say::critical_call(locale, nurse.hours(locale), names.join(", "), &nurse.phone);
    Some(view! {
        <Alert tone=Tone::Danger heading=say::critical_heading(locale)>
            <p>
                <CallSentence text=call phone=nurse.phone />
            </p>
            <p>{say::critical_emergency(locale)}</p>
        </Alert>
    })
}

/// What a status other than final means for the reader.
fn standing(locale: Locale, status: ReportStatus) -> Option<impl IntoView> {
    let (tone, heading, text) = match status {
        _ if status.is_open() => (
            Tone::Info,
            say::open_heading(locale),
            say::open_text(locale),
        ),
        _ if status.is_corrected() => (
            Tone::Warning,
            say::corrected_heading(locale),
            say::corrected_text(locale),
        ),
        ReportStatus::Cancelled => (
            Tone::Info,
            say::cancelled_heading(locale),
            say::cancelled_text(locale),
        ),
        ReportStatus::EnteredInError => (
            Tone::Warning,
            say::withdrawn_heading(locale),
            say::withdrawn_text(locale),
        ),
        _ => return None,
    };
    Some(view! {
        <Alert tone=tone heading=heading>
            <p>{text}</p>
        </Alert>
    })
}

fn facts(locale: Locale, view: &ReportView) -> Vec<(String, String)> {
    let mut facts = vec![
        (
            say::taken(locale).to_owned(),
            terms::taken(locale, &view.taken),
        ),
        (
            say::issued(locale).to_owned(),
            terms::taken(locale, &view.issued),
        ),
        (
            say::state(locale).to_owned(),
            terms::status(locale, view.status).to_owned(),
        ),
    ];
    if !view.by.is_empty() {
        facts.push((say::who(locale).to_owned(), view.by.join(", ")));
    }
    let named = |label: &str, words: &Option<String>| {
        let words = words.clone();
        words.map(|words| (label.to_owned(), words))
    };
    facts.extend(named(say::laboratory(locale), &view.laboratory));
    facts.extend(named(say::specimen(locale), &view.specimen));
    facts
}

/// The dates in the very text of the source.
fn source(locale: Locale, taken: Option<String>, issued: Option<String>) -> Option<impl IntoView> {
    (taken.is_some() || issued.is_some()).then(|| {
        let taken = taken.map(|text| view! { <p>{say::taken_source(locale, text)}</p> });
        let issued = issued.map(|text| view! { <p>{say::issued_source(locale, text)}</p> });
        view! { <Details summary=say::source_heading(locale)>{taken} {issued}</Details> }
    })
}

fn value_row(locale: Locale, report: ReportId, value: ValueView) -> impl IntoView {
    let attention = value.flag.is_some_and(Flag::is_outside);
    let over_time = value.has_history.then(|| {
        let text = say::over_time(locale, &value.name);
        let page = whose::whose().link(Route::LabResult(report));
        let href = format!("{page}?chart={}#{CHART}", value.place);
        view! {
            <p>
                <Link href=href>{text}</Link>
            </p>
        }
    });
    let within = (!value.within.is_empty())
        .then(|| view! { <p>{say::within(locale, value.within.join(", "))}</p> });
    let flag = value.flag.map(|flag| flag_tag(locale, flag));
    let status = value
        .status
        .map(|status| view! { <Tag text=terms::status(locale, status) /> });
    let exact = value.exact.map(|exact| {
        view! {
            <Details summary=say::exact_summary(locale)>
                <p>{exact}</p>
            </Details>
        }
    });
    let replaced = (!value.replaced.is_empty()).then(|| replaced_values(locale, value.replaced));
    let note = value.note.map(|note| {
        view! {
            <Details summary=say::note(locale)>
                <p>{note}</p>
            </Details>
        }
    });
    let ranges = if value.ranges.is_empty() {
        view! { <p>{say::no_range(locale)}</p> }.into_any()
    } else {
        value
            .ranges
            .into_iter()
            .map(|range| view! { <p>{range}</p> })
            .collect_view()
            .into_any()
    };
    let bar = value.bar.map(|bar| {
        let text = |limit: &Option<domain::results::Limit>| {
            limit
                .as_ref()
                .map(|limit| limit.text.clone())
                .unwrap_or_default()
        };
        view! {
            <RangeBar
                value=bar.value
                low_text=text(&bar.low)
                high_text=text(&bar.high)
                low=bar.low.map(|limit| limit.at)
                high=bar.high.map(|limit| limit.at)
            />
        }
    });
    let previous = match value.previous {
        None => view! { <p>{say::none_before(locale)}</p> }.into_any(),
        Some(previous) => {
            let shown = terms::shown(locale, &previous.shown);
            let day = terms::day(locale, &previous.taken);
            let change = previous
                .change
                .map(|change| view! { <p>{terms::change(locale, &change)}</p> });
            view! {
                <p>{say::previous_on(locale, day, shown)}</p>
                {change}
            }
            .into_any()
        }
    };
    view! {
        <Row attention=attention>
            <HeadCell>{value.name} {within}</HeadCell>
            <Cell label=say::column_value(locale)>
                <Stack gap=Gap::Small>
                    <p>{terms::shown(locale, &value.shown)} " " {flag} " " {status}</p>
                    {over_time}
                    {exact}
                    {replaced}
                    {note}
                </Stack>
            </Cell>
            <Cell label=say::column_range(locale)>{ranges} {bar}</Cell>
            <Cell label=say::column_before(locale)>{previous}</Cell>
        </Row>
    }
}

/// A flag in words, with its colour and icon.
pub(super) fn flag_tag(locale: Locale, flag: Flag) -> AnyView {
    let text = terms::flag(locale, flag);
    match terms::tone(flag) {
        (tone, Some(icon)) => view! { <Tag tone=tone icon=icon text=text /> }.into_any(),
        (tone, None) => view! { <Tag tone=tone text=text /> }.into_any(),
    }
}

fn replaced_values(locale: Locale, replaced: Vec<ReplacedValue>) -> impl IntoView {
    let lines = replaced.into_iter().map(move |old| {
        let (shown, status) = (
            terms::shown(locale, &old.shown),
            terms::status(locale, old.status),
        );
        let until = moments::moment(locale, &old.until);
        let line = match old.exact {
            Some(exact) => say::replaced_exact(locale, exact, until, status, shown),
            None => say::replaced_value(locale, until, status, shown),
        };
        view! { <p>{line}</p> }
    });
    view! {
        <Details summary=say::replaced_summary(locale) open=true>
            {lines.collect_view()}
        </Details>
    }
}

/// Every earlier version of the report, each to be opened: what it said, whole.
fn earlier_reports(locale: Locale, earlier: Vec<EarlierReport>) -> impl IntoView {
    let versions = earlier.into_iter().map(move |version| {
        let until = moments::moment(locale, &version.until);
        let summary = say::before_report(locale, until, terms::status(locale, version.status));
        let conclusion = version
            .conclusion
            .map(|conclusion| view! { <p>{say::before_conclusion(locale, conclusion)}</p> });
        let values = version
            .values
            .into_iter()
            .map(move |value| view! { <p>{earlier_value(locale, value)}</p> });
        view! { <Details summary=summary>{conclusion} {values.collect_view()}</Details> }
    });
    view! { <Section heading=say::before_heading(locale)>{versions.collect_view()}</Section> }
}

fn earlier_value(locale: Locale, value: EarlierValue) -> String {
    let shown = terms::shown(locale, &value.shown);
    if value.changed {
        say::before_changed(locale, value.name, shown)
    } else {
        say::before_value(locale, value.name, shown)
    }
}
