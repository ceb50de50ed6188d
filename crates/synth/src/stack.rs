//! Several documents in one file, as a scanner delivers them.

use crate::canvas::{Canvas, Style};
use crate::face::Face;

/// An invoice of two pages and one of one page, and the total of each.
pub fn two_invoices() -> (Vec<u8>, [&'static str; 2]) {
    let (plain, large) = (Style::new(Face::Roboto, 10.0), Style::new(Face::Roboto, 20.0).bold());
    let mut canvas = Canvas::a4();
    canvas.left(60.0, 80.0, large, "INVOICE");
    canvas.lines(60.0, 120.0, plain, &["Acme Tools Ltd", "Invoice number: 4711", "Invoice date: 2026-03-14"]);
    canvas.lines(60.0, 300.0, plain, &["Hammer 40.00", "Saw 35.00", "Carried over 75.00"]);
    canvas.left(60.0, 800.0, plain, "Page 1 of 2");
    canvas.start_page();
    canvas.lines(60.0, 80.0, plain, &["Brought forward 75.00", "Nails 12.00", "Total amount due: 87.00 EUR"]);
    canvas.left(60.0, 800.0, plain, "Page 2 of 2");
    canvas.start_page();
    canvas.left(60.0, 80.0, large, "INVOICE");
    canvas.lines(
        60.0,
        120.0,
        plain,
        &["Borek Sp. z o.o.", "Invoice number: 9981", "Invoice date: 2026-04-02"],
    );
    canvas.lines(60.0, 300.0, plain, &["Paint 19.50", "Total amount due: 19.50 EUR"]);
    canvas.left(60.0, 800.0, plain, "Page 1 of 1");
    (canvas.pdf("Stack", "en"), ["87.00", "19.50"])
}
