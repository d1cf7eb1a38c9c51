//! A visitor on the way through the five steps, scripts off.

use testkit::{Browser, Page, Person, World};

/// What the world's record says of a person with facts.
pub const FACTS: [(&str, &str); 5] = [
    ("street", "12 Alder Lane"),
    ("physician", "Ana Whitlock"),
    ("medical_office", "Cedar Park Medical Office"),
    ("last_visit_month", "October 2026"),
    ("phone_last4", "0147"),
];

/// A password and answers that are fine.
pub const SECRETS: [(&str, &str); 7] = [
    ("password", "kelp otter violin sundial"),
    ("question1", "first_pet"),
    ("answer1", "Whiskers of Brook"),
    ("question2", "first_car"),
    ("answer2", "Volvo 240 wagon"),
    ("question3", "first_job"),
    ("answer3", "paper route"),
];

/// Maria Santos, with a number whose check digit fits.
pub fn marias() -> Person {
    Person {
        mrn: "12345671",
        ..Person::default()
    }
}

/// A world that has Maria on its roll, and a visitor who is about to register.
pub async fn begun() -> (World, Journey) {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let at = Journey::start(&world);
    (world, at)
}

/// A visitor and what the forms of the steps hold unless a test changes a field.
pub struct Journey {
    pub browser: Browser,
}

impl Journey {
    pub fn start(world: &World) -> Self {
        Self {
            browser: world.visitor(),
        }
    }

    pub async fn membership(&mut self, changes: &[(&str, &str)]) -> Page {
        self.browser.get("/register/membership").await;
        let fields = membership_fields(changes);
        self.browser
            .submit("registration/membership", &fields)
            .await
    }

    pub async fn terms(&mut self) -> Page {
        let page = self.browser.get("/register/terms").await;
        let version = page.value_of("version").unwrap();
        let fields = [("accepted", "true"), ("version", version.as_str())];
        self.browser.submit("registration/terms", &fields).await
    }

    pub async fn user_id(&mut self, user_id: &str, email: &str) -> Page {
        self.browser.get("/register/user-id").await;
        let fields = [("user_id", user_id), ("email", email)];
        self.browser.submit("registration/user-id", &fields).await
    }

    pub async fn code(&mut self, code: &str) -> Page {
        self.browser.get("/register/user-id/code").await;
        self.browser
            .submit("registration/code", &[("code", code)])
            .await
    }

    /// Steps 1 to 3.
    pub async fn reach_questions(&mut self, world: &World, user_id: &str) {
        self.membership(&[]).await;
        self.terms().await;
        self.user_id(user_id, "maria@new.example").await;
        let page = self.code(&world.newest_code().await).await;
        assert_eq!(self.browser.at, "/register/secure", "{}", page.words());
    }

    /// Steps 1 to 4, first half.
    pub async fn reach_password(&mut self, world: &World, user_id: &str) {
        self.reach_questions(world, user_id).await;
        let page = self.browser.get("/register/secure").await;
        let page = self.questions(&page, true).await;
        assert_eq!(
            self.browser.at,
            "/register/secure/password",
            "{}",
            page.words()
        );
    }

    pub async fn questions(&mut self, page: &Page, right: bool) -> Page {
        let chosen = chosen(page, right);
        let fields: Vec<(&str, &str)> = chosen
            .iter()
            .map(|(kind, index)| (kind.as_str(), index.as_str()))
            .collect();
        self.browser.submit("registration/questions", &fields).await
    }

    pub async fn secrets(&mut self, changes: &[(&str, &str)]) -> Page {
        self.browser.get("/register/secure/password").await;
        self.browser
            .submit("registration/password", &secrets_fields(changes))
            .await
    }
}

/// What stands in the form of step 1 when Maria fills it in, but for some changes.
pub fn membership_fields<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    changed(
        &[
            ("first_name", "Maria"),
            ("last_name", "Santos"),
            ("birth_month", "3"),
            ("birth_day", "9"),
            ("birth_year", "1984"),
            ("mrn", "1234 5671"),
        ],
        changes,
    )
}

/// What stands in the form of the password and the answers, but for some changes.
pub fn secrets_fields<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    changed(&SECRETS, changes)
}

fn changed<'a>(
    fields: &[(&'a str, &'a str)],
    changes: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut all = fields.to_vec();
    for (name, value) in changes {
        match all.iter_mut().find(|(field, _)| field == name) {
            Some(field) => field.1 = value,
            None => all.push((name, value)),
        }
    }
    all
}

/// The identity questions of a page: kind, and of each option the value and the text.
pub fn questions_on(page: &Page) -> Vec<(String, Vec<(String, String)>)> {
    let parts = page.text.split("data-question=\"").skip(1);
    parts
        .map(|part| {
            let kind = part[..part.find('"').unwrap()].to_owned();
            let fieldset = &part[..part.find("</fieldset>").unwrap()];
            let options = fieldset
                .split("type=\"radio\"")
                .skip(1)
                .map(|option| {
                    let value = option.split("value=\"").nth(1).unwrap();
                    let label = option.split("<label").nth(1).unwrap();
                    let text =
                        &label[label.find('>').unwrap() + 1..label.find("</label>").unwrap()];
                    let text = text.replace("<!>", "").replace("&#x27;", "'");
                    (
                        value[..value.find('"').unwrap()].to_owned(),
                        text.trim().to_owned(),
                    )
                })
                .collect();
            (kind, options)
        })
        .collect()
}

/// The fields that answer a page's questions, all right or all wrong.
pub fn chosen(page: &Page, right: bool) -> Vec<(String, String)> {
    let questions = questions_on(page);
    assert_eq!(questions.len(), 3, "{}", page.words());
    questions
        .into_iter()
        .map(|(kind, options)| {
            let truth = FACTS.iter().find(|(name, _)| *name == kind).unwrap().1;
            let option = options
                .into_iter()
                .find(|(_, text)| (text == truth) == right);
            (kind, option.unwrap().0)
        })
        .collect()
}

/// How many audit rows there are of an action with an outcome.
pub async fn count_of(world: &World, action: &'static str, outcome: &'static str) -> i64 {
    let rows = audit(world).await;
    let count = rows
        .iter()
        .filter(|(a, o)| a == action && o == outcome)
        .count();
    i64::try_from(count).unwrap()
}

/// Action and outcome of every audit row.
pub async fn audit(world: &World) -> Vec<(String, String)> {
    rows(world, "SELECT action, outcome FROM audit ORDER BY id").await
}

/// Every registration under way, as kept.
pub async fn drafts(world: &World) -> Vec<String> {
    let rows: Vec<(String,)> = rows(world, "SELECT draft FROM registration").await;
    rows.into_iter().map(|(draft,)| draft).collect()
}

/// Reads the world's database file directly, as someone with the disk in hand would.
pub async fn rows<R>(world: &World, sql: &'static str) -> Vec<R>
where
    R: Send + Unpin + for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>,
{
    let path = world.folder().join("portal.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display()))
        .await
        .unwrap();
    let rows = sqlx::query_as(sql).fetch_all(&pool).await.unwrap();
    pool.close().await;
    rows
}
