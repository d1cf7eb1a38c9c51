//! What help there is about the services (SPEC sections 4 and 11).
//!
//! To add a service's page: a variant of [`About`], its arms below, and its words in the page
//! (`app/public/src/help/about.rs`).

use crate::routes::Route;
use crate::services::Service;

/// A service, or a part of one, that has a page "About this service".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// Lab results.
    LabResults,
    /// Immunizations.
    Immunizations,
}

impl About {
    /// All of them, in the order of the help page.
    pub const ALL: [Self; 2] = [Self::LabResults, Self::Immunizations];

    /// As it stands in an address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LabResults => "lab-results",
            Self::Immunizations => "immunizations",
        }
    }

    /// The one of an address.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|about| about.key() == key)
    }

    /// The service that it is, or belongs to: whether that is open decides whether this is.
    pub const fn service(self) -> Service {
        match self {
            Self::LabResults | Self::Immunizations => Service::MedicalRecord,
        }
    }

    /// The page of the service itself.
    pub const fn page(self) -> Route {
        match self {
            Self::LabResults => Route::LabResults,
            Self::Immunizations => Route::Immunizations,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_to_its_page_and_no_other_does() {
        for about in About::ALL {
            assert_eq!(About::from_key(about.key()), Some(about));
            assert_eq!(
                Route::About(about).to_string(),
                format!("/about/{}", about.key())
            );
        }
        assert_eq!(About::from_key("lab_results"), None);
        assert_eq!(About::from_key(""), None);
    }
}
