//! Birth certificates: the same labels mean the child, the mother or the father by their section.

use crate::drawing::{Drawing, value};

#[test]
fn sections_say_whose_names_they_hold() {
    let found = Drawing::new()
        .sized(200.0, 40.0, 1.5, "Geburtsurkunde")
        .text(50.0, 70.0, "Standesamt")
        .text(200.0, 70.0, "Musterstadt")
        .text(50.0, 100.0, "Kind")
        .text(50.0, 115.0, "Geburtsname")
        .text(200.0, 115.0, "Muster")
        .text(50.0, 130.0, "Vorname(n)")
        .text(200.0, 130.0, "Max Paul")
        .text(50.0, 145.0, "Geschlecht")
        .text(200.0, 145.0, "männlich")
        .text(50.0, 200.0, "Mutter")
        .text(50.0, 215.0, "Familienname")
        .text(200.0, 215.0, "Muster")
        .text(50.0, 230.0, "Geburtsname")
        .text(200.0, 230.0, "Beispiel")
        .text(50.0, 245.0, "Vorname(n)")
        .text(200.0, 245.0, "Erika")
        .text(50.0, 270.0, "Vater")
        .text(50.0, 285.0, "Familienname")
        .text(200.0, 285.0, "Kramer")
        .text(50.0, 300.0, "Vorname(n)")
        .text(200.0, 300.0, "Hans")
        .extract("birth_certificates");
    for (name, expected) in [
        ("surname", "Muster"),
        ("given_names", "Max Paul"),
        ("sex", "M"),
        ("issuing_authority", "Musterstadt"),
        ("mother_name", "Erika Muster"),
        ("mother_birth_surname", "Beispiel"),
        ("father_name", "Hans Kramer"),
        ("father_birth_surname", "-"),
    ] {
        assert_eq!(value(&found, name), expected, "{name}");
    }
}

#[test]
fn parents_may_stand_in_columns() {
    let found = Drawing::new()
        .text(50.0, 100.0, "Dane dziecka")
        .text(50.0, 115.0, "Nazwisko")
        .text(200.0, 115.0, "Kowalska")
        .text(50.0, 130.0, "Imię (imiona)")
        .text(200.0, 130.0, "Zofia Maria")
        .text(200.0, 220.0, "Ojciec")
        .text(380.0, 220.0, "Matka")
        .text(50.0, 235.0, "Nazwisko")
        .text(200.0, 235.0, "Kowalski")
        .text(380.0, 235.0, "Kowalska")
        .text(50.0, 250.0, "Imię (imiona)")
        .text(200.0, 250.0, "Jan")
        .text(380.0, 250.0, "Anna Ewa")
        .text(50.0, 265.0, "Nazwisko rodowe")
        .text(200.0, 265.0, "Kowalski")
        .text(380.0, 265.0, "Nowak")
        .extract("birth_certificates");
    for (name, expected) in [
        ("surname", "Kowalska"),
        ("given_names", "Zofia Maria"),
        ("mother_name", "Anna Ewa Kowalska"),
        ("mother_birth_surname", "Nowak"),
        ("father_name", "Jan Kowalski"),
        ("father_birth_surname", "Kowalski"),
    ] {
        assert_eq!(value(&found, name), expected, "{name}");
    }
}

#[test]
fn labels_of_a_grid_stand_above_their_values() {
    let found = Drawing::new()
        .sized(150.0, 40.0, 1.3, "CERTIFICATE OF LIVE BIRTH")
        .text(50.0, 70.0, "STATE FILE NUMBER")
        .text(50.0, 82.0, "105-1998-004521")
        .text(50.0, 100.0, "CHILD'S NAME")
        .text(50.0, 112.0, "John Henry Doe")
        .text(300.0, 100.0, "DATE OF BIRTH")
        .text(300.0, 112.0, "March 4, 1998")
        .text(450.0, 100.0, "TIME OF BIRTH")
        .text(450.0, 112.0, "14:35")
        .text(50.0, 160.0, "MOTHER'S MAIDEN NAME")
        .text(50.0, 172.0, "Mary Ann Smith")
        .text(300.0, 160.0, "MOTHER'S DATE OF BIRTH")
        .text(300.0, 172.0, "May 1, 1970")
        .extract("birth_certificates");
    for (name, expected) in [
        ("certificate_number", "105-1998-004521"),
        ("surname", "Doe"),
        ("given_names", "John Henry"),
        ("date_of_birth", "1998-03-04"),
        ("time_of_birth", "14:35"),
        ("mother_birth_surname", "Mary Ann Smith"),
        ("mother_date_of_birth", "1970-05-01"),
    ] {
        assert_eq!(value(&found, name), expected, "{name}");
    }
}
