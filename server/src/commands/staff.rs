//! `portal staff add`: an account at a desk. The first one is made so, and no other way
//! (REG-9).

use domain::email::EmailAddress;
use domain::staff::Role;
use service::staff::{Added, NewAccount, add};
use service::{Portal, RequestFacts, Stop};

use crate::config::ConfigError;

/// Makes the account; answers the lines that tell of it, once.
pub async fn run(portal: &Portal, new: NewAccount) -> Result<String, ConfigError> {
    let request = portal.request(RequestFacts::default());
    let user_id = new.user_id.clone();
    let added = add(&request, new)
        .await
        .map_err(|stop: Stop| ConfigError::Setting(stop.to_string()))?
        .map_err(|why| ConfigError::Setting(why.to_string()))?;
    let Added {
        password,
        secret,
        address,
    } = added;
    Ok(format!(
        "User ID: {user_id}\nPassword: {password}\nAuthenticator secret: {secret}\n{address}\n\
         This is shown once. Put the secret into an authenticator before this window is closed."
    ))
}

/// An e-mail address.
pub fn email(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).map_err(|_| "an address such as name@plan.example".to_owned())
}

/// A role as CONTRACT writes it.
pub fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| {
        let all: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("one of {}", all.join(", "))
    })
}
