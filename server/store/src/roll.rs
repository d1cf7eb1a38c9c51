//! todo
crate::statements! {
    X = "SELECT id FROM member WHERE mrn = $1";
}
