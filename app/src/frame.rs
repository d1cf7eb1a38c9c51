//! The header and footer of every page, and the page for an address that is none.

use domain::family::{Extent, Whose};
use domain::routes::{Route, is_at_desk};
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use member::{Unread, phone_line};
use staff::desk;
use ui::arrival::{Why, arrive, told};
use ui::prelude::*;
use words::{Locale, family, shell as say, staff as desk_say};

/// Where a page offers to be loaded anew; hidden until the host serves a newer build.
pub const NEW_BUILD: &str = "new-build";

/// What stands around every page.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let locale = shell.locale;
    follow_navigation();
    // Between the desks and the rest of the portal one goes by a full load, so this stays.
    let path = use_location().pathname.get_untracked();
    let at_desk = is_at_desk(&path);
    let people = switcher(&shell);
    let header = if at_desk {
        desk_header(&shell).into_any()
    } else {
        header(&shell).into_any()
    };
    let footer = (!at_desk).then(|| footer(&shell));
    // What is printed of a record says whose paper it is.
    let on_paper = shell.signed_on.as_ref().map(|member| {
        let (name, rest) = brand(&shell);
        let name_on_it = shell.person().map_or(&member.name, |person| &person.name);
        let lines = vec![name_on_it.clone()];
        view! { <PrintHeader brand_name=name brand_rest=rest lines=lines /> }
    });
    view! {
        <SkipLink label=say::skip(locale) />
        {header}
        {people}
        <NotificationBanner
            id=NEW_BUILD
            title=say::new_build_heading(locale)
            announce=true
            attr:hidden=true
        >
            <p>{say::new_build(locale)}</p>
            // The address is the page that one is on; the router is kept out.
            <p>
                <a href="" rel="external">
                    {say::new_build_reload(locale)}
                </a>
            </p>
        </NotificationBanner>
        {on_paper}
        // Told where one is, without taking anybody from what they do.
        {told(arrived(locale))}
        {children()}
        {footer}
    }
}

/// Moves the keyboard along when the router changes the page: to the new page's heading.
fn follow_navigation() {
    let at = use_location();
    Effect::new(move |before: Option<(String, String)>| {
        let now = (at.pathname.get(), at.search.get());
        if let Some(before) = before
            && before != now
        {
            arrive(if before.0 == now.0 {
                Why::List
            } else {
                Why::Page
            });
        }
        now
    });
}

fn header(shell: &ShellView) -> impl IntoView + use<> {
    let locale = shell.locale;
    let path = use_location().pathname;
    let at = move |route: Route| Signal::derive(move || path.get() == route.to_string());
    let under = move |route: Route| {
        Signal::derive(move || path.with(|path| path.starts_with(&route.to_string())))
    };
    let nav = match &shell.signed_on {
        None => vec![
            NavItem::new(
                say::sign_on(locale),
                Route::SignOn.to_string(),
                IconName::Person,
            )
            .current(at(Route::SignOn)),
            NavItem::new(
                say::register(locale),
                Route::Register.to_string(),
                IconName::Card,
            )
            .current(under(Route::Register)),
            NavItem::new(say::help(locale), Route::Help.to_string(), IconName::Info)
                .current(at(Route::Help)),
        ],
        Some(_) => vec![
            NavItem::new(say::home(locale), Route::Home.to_string(), IconName::Home)
                .current(at(Route::Home)),
            NavItem::new(
                say::messages(locale),
                Route::Messages.to_string(),
                IconName::Message,
            )
            .current(under(Route::Messages))
            .badge(unread_badge(locale)),
            NavItem::new(
                say::medical_record(locale),
                Route::MedicalRecord.to_string(),
                IconName::Record,
            )
            .current(under(Route::MedicalRecord)),
            NavItem::new(say::help(locale), Route::Help.to_string(), IconName::Info)
                .current(at(Route::Help)),
        ],
    };
    let signed_on = shell.signed_on.clone();
    let start = if signed_on.is_some() {
        Route::Home
    } else {
        Route::Front
    };
    let (name, rest) = brand(shell);
    let other = other(locale);
    view! {
        <SiteHeader
            brand=Brand {
                label: say::brand_home(locale, shell.organisation.clone()),
                name,
                rest,
                href: start.to_string(),
            }
            language=HeaderForm {
                action: "/api/locale/choose".into(),
                label: say::language_label(locale).into(),
                lang: Some(other.tag().into()),
                hidden: vec![("locale".into(), other.tag().into())],
            }
            nav_label=say::nav_label(locale)
            nav=nav
            person=signed_on.as_ref().map(|member| member.given.clone())
            sign_off=signed_on
                .map(|_| HeaderForm {
                    action: "/api/session/sign-off".into(),
                    label: say::sign_off(locale).into(),
                    lang: None,
                    hidden: Vec::new(),
                })
        />
    }
}

/// Whose record is open, and whose else may be opened; nothing for who acts for nobody.
fn switcher(shell: &ShellView) -> Option<AnyView> {
    let locale = shell.locale;
    let member = shell.signed_on.as_ref()?;
    if member.people.is_empty() {
        return None;
    }
    let link = |whose: Whose| whose.link(Route::MedicalRecord).to_string();
    let mut people = vec![PersonLink {
        name: member.name.clone(),
        relation: family::you(locale).to_owned(),
        href: link(Whose::default()),
        open: shell.whose.is_own(),
    }];
    people.extend(member.people.iter().map(|person| {
        let relation = match person.extent {
            Extent::Teen => family::your_teen(locale),
            _ => family::your_child(locale),
        };
        PersonLink {
            name: person.name.clone(),
            relation: relation.to_owned(),
            href: link(Whose(Some(person.id))),
            open: shell.whose.0 == Some(person.id),
        }
    }));
    let now = match shell.person() {
        Some(person) => family::other_now(locale, &person.given),
        None => family::own_now(locale).to_owned(),
    };
    Some(
        view! {
            <PersonSwitcher
                label=family::switch_label(locale)
                now=now
                change=family::change(locale)
                own=shell.whose.is_own()
                people=people
            />
        }
        .into_any(),
    )
}

/// The header of the desks: who is there, their inbox, the way out, and nothing of a member's.
fn desk_header(shell: &ShellView) -> impl IntoView + use<> {
    let locale = shell.locale;
    let inbox = Route::TeamInbox.to_string();
    let under = inbox.clone();
    let path = use_location().pathname;
    let here = Signal::derive(move || path.with(|path| path.starts_with(&under)));
    let who = shell.at_desk.as_ref();
    let nav = who.filter(|who| who.role.has_inbox()).map(|_| {
        NavItem::new(desk_say::inbox(locale), inbox.clone(), IconName::Message).current(here)
    });
    let (name, rest) = brand(shell);
    let other = other(locale);
    view! {
        <SiteHeader
            brand=Brand {
                label: say::brand_home(locale, shell.organisation.clone()),
                name,
                rest,
                href: if who.is_some() { inbox } else { Route::StaffSignOn.to_string() },
            }
            language=HeaderForm {
                action: "/api/locale/choose".into(),
                label: say::language_label(locale).into(),
                lang: Some(other.tag().into()),
                hidden: vec![("locale".into(), other.tag().into())],
            }
            nav_label=say::nav_label(locale)
            nav=nav.into_iter().collect()
            person=who.map(|who| format!("{}, {}", who.name, desk::role(locale, who.role)))
            sign_off=who
                .map(|_| HeaderForm {
                    action: "/api/staff/sign-off".into(),
                    label: say::sign_off(locale).into(),
                    lang: None,
                    hidden: Vec::new(),
                })
        />
    }
}

/// The language that is not the page's.
const fn other(locale: Locale) -> Locale {
    match locale {
        Locale::En => Locale::Es,
        Locale::Es => Locale::En,
    }
}

/// The plan's name in two parts, as the logo sets it: the short name, and what follows it.
fn brand(shell: &ShellView) -> (String, String) {
    let rest = shell
        .organisation
        .strip_prefix(&shell.short_name)
        .unwrap_or_default()
        .trim();
    (shell.short_name.clone(), rest.to_owned())
}

fn unread_badge(locale: Locale) -> Signal<Option<NavBadge>> {
    let unread = use_context::<Unread>();
    Signal::derive(move || {
        let count = unread.map_or(0, |unread| unread.0.get());
        (count > 0).then(|| NavBadge {
            shown: count.to_string(),
            spoken: say::unread(locale, u64::from(count)),
        })
    })
}

/// Says that a message has come, while the page is open.
fn arrived(locale: Locale) -> impl Fn() -> Option<String> {
    let said = RwSignal::new(None);
    if let Some(unread) = use_context::<Unread>() {
        Effect::new(move |before: Option<u32>| {
            let now = unread.0.get();
            if before.is_some_and(|before| now > before) {
                said.set(Some(say::arrived(locale, u64::from(now))));
            }
            now
        });
    }
    move || said.get()
}

fn footer(shell: &ShellView) -> impl IntoView + use<> {
    let locale = shell.locale;
    let line = |name, line| phone_line(locale, name, line);
    let phones = vec![
        line(say::line_support(locale), &shell.lines.support),
        line(
            say::line_member_services(locale),
            &shell.lines.member_services,
        ),
        line(say::line_pharmacy(locale), &shell.lines.pharmacy),
        line(say::line_nurse(locale), &shell.lines.nurse),
    ];
    let links = vec![
        (
            say::technical_help(locale).to_owned(),
            Route::Help.to_string(),
        ),
        (say::front_page(locale).to_owned(), Route::Front.to_string()),
    ];
    view! {
        <SiteFooter
            heading=say::footer_heading(locale)
            phones=phones
            links_label=say::footer_links(locale)
            links=links
            legal=say::emergency(locale)
        />
    }
}

/// An address that is no page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    view! {
        <Title text=say::not_found_heading(locale) />
        <Page width=PageWidth::Reading>
            <PageHeading text=say::not_found_heading(locale) />
            <Prose>
                <p>{say::not_found_text(locale)}</p>
            </Prose>
            <ButtonRow>
                // A full load: from a desk it leads to another frame.
                <ActionLink href=Route::Front.to_string() icon=IconName::Home attr:rel="external">
                    {say::front_page(locale)}
                </ActionLink>
            </ButtonRow>
        </Page>
    }
}
