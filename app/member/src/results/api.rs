//! The server functions of this room. Loading never marks anything as read. Each takes whose
//! record it is about: `person` is somebody the member acts for, else it is their own.

// The macro makes a public field of every argument, where no documentation can stand.
#![allow(missing_docs)]

use domain::ids::{MemberId, ReportId};
use domain::results::release::{ChoicesSaved, ChoicesView};
use domain::results::{CompareView, Find, RecordView, ReportPage, ResultsView};
use leptos::prelude::*;
use ui::wire::{Answer, WireError};

/// Where the record leads.
#[server(endpoint = "results/record", protocol = ui::wire::Wire)]
pub async fn load_record(person: Option<MemberId>) -> Result<RecordView, WireError> {
    use domain::family::Whose;
    use service::access::Reading;
    let request = crate::context::request()?;
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Reading::of(cx, Whose(person)).await?;
            service::results::record(cx, &who).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// A page of the list, after the place that the page before named; narrowed to what the page
/// says is looked for, or else to what the form said that led to it.
#[server(endpoint = "results/list", protocol = ui::wire::Wire)]
pub async fn load_results(
    person: Option<MemberId>,
    after: Option<String>,
    #[server(default)] find: Find,
) -> Result<ResultsView, WireError> {
    use domain::family::Whose;
    use service::access::Reading;
    let request = crate::context::request()?;
    let after = crate::context::place(after)?;
    // What is looked for is looked for in one's own record.
    let find = match person {
        None => request.flash("results/find").unwrap_or(find),
        Some(_) => Find::default(),
    };
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Reading::of(cx, Whose(person)).await?;
            service::results::find::list(cx, &who, find, after).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// The form of a search, for a browser without scripts: its answer is the list, narrowed.
#[allow(
    clippy::unused_async,
    reason = "a server function is one, also where it only hands on what was typed"
)]
#[server(endpoint = "results/find", protocol = ui::wire::Wire)]
pub async fn find_results(
    #[server(default)] query: String,
    #[server(default)] flag: String,
    #[server(default)] panel: String,
    #[server(default)] when: String,
) -> Result<Answer<Find>, WireError> {
    let fields = [
        (Find::QUERY, query),
        (Find::FLAG, flag),
        (Find::PANEL, panel),
        (Find::WHEN, when),
    ];
    let field = |name: &str| {
        let field = fields.iter().find(|(own, _)| *own == name);
        field.map(|(_, value)| value.clone())
    };
    let find = Find::read(field).map_err(|_| WireError::new(ui::wire::WireCode::BadRequest))?;
    Ok(Answer::Show(find))
}

/// Results side by side.
#[server(endpoint = "results/compare", protocol = ui::wire::Wire)]
pub async fn load_comparison(
    #[server(default)] results: Vec<ReportId>,
) -> Result<CompareView, WireError> {
    use domain::family::Whose;
    use service::access::Reading;
    let request = crate::context::request()?;
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Reading::of(cx, Whose(None)).await?;
            service::results::compare::compare(cx, &who, results).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// One result, with one of its values over time; or its cover.
#[server(endpoint = "results/report", protocol = ui::wire::Wire)]
pub async fn load_report(
    person: Option<MemberId>,
    id: ReportId,
    chart: Option<u32>,
    #[server(default)] whole: bool,
) -> Result<ReportPage, WireError> {
    use domain::family::Whose;
    use domain::results::ChartAsked;
    use service::access::Reading;
    let request = crate::context::request()?;
    let chart = ChartAsked {
        place: chart,
        whole,
    };
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Reading::of(cx, Whose(person)).await?;
            service::results::report(cx, &who, id, chart).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// Marks a result of one's own as read; answers how many are not read yet.
#[server(endpoint = "results/mark-read", protocol = ui::wire::Wire)]
pub async fn mark_result_read(report: ReportId) -> Result<u32, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let left = request.write(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::MedicalRecord).await?;
            service::results::mark_read(cx, &who, report).await
        })
    });
    crate::context::answer(&request, left.await)
}

/// Shows a result that its reader chose to have covered, or to wait for.
#[server(endpoint = "results/show", protocol = ui::wire::Wire)]
pub async fn show_result(person: Option<MemberId>, id: ReportId) -> Result<(), WireError> {
    use domain::family::Whose;
    use service::access::Reading;
    let request = crate::context::request()?;
    let shown = request.write(move |cx| {
        Box::pin(async move {
            let who = Reading::of(cx, Whose(person)).await?;
            service::results::release::show(cx, &who, id).await
        })
    });
    crate::context::answer(&request, shown.await)
}

/// How new results are to be shown.
#[server(endpoint = "results/choices", protocol = ui::wire::Wire)]
pub async fn load_choices() -> Result<ChoicesView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let saved: Option<ChoicesSaved> = request.flash("results/choose");
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::MedicalRecord).await?;
            service::results::release::choices(cx, &who, saved.is_some()).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// Chooses how new results are to be shown: a code for each kind of test.
#[server(endpoint = "results/choose", protocol = ui::wire::Wire)]
pub async fn choose_release(
    everyday: String,
    genetic: String,
    cancer: String,
    infection: String,
    pregnancy: String,
    other: String,
) -> Result<Answer<ChoicesSaved>, WireError> {
    use domain::results::release::TestKind;
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let form = [
        (TestKind::Everyday, everyday),
        (TestKind::Genetic, genetic),
        (TestKind::Cancer, cancer),
        (TestKind::Infection, infection),
        (TestKind::Pregnancy, pregnancy),
        (TestKind::Other, other),
    ];
    let saved = request.write(move |cx| {
        let form = form.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::MedicalRecord).await?;
            service::results::release::save(cx, &who, &form).await
        })
    });
    crate::context::answer(&request, saved.await).map(Answer::Show)
}
