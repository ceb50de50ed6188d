//! Rules between the values of one document; each breach is a finding that names the numbers.

use jiff::civil::Date;
use perigee_model::Finding;
use rust_decimal::Decimal;

/// What rounding may move a sum by: one cent for each of the two summands.
const ROUNDING: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// The codes of every finding of this module.
pub const CODES: [&str; 3] = ["totals_do_not_add_up", "amount_due_does_not_fit", "dates_out_of_order"];

/// Everything that does not fit together between the single values of one document.
///
/// `value` is the converted value of a data point, if the document has one.
pub fn between<'v>(value: impl Fn(&str) -> Option<&'v str>) -> Vec<Finding> {
    let decimal = |name: &str| value(name).and_then(|v| v.parse::<Decimal>().ok());
    let date = |name: &str| value(name).and_then(|v| v.parse::<Date>().ok());
    let mut findings = Vec::new();
    if let (Some(net), Some(tax), Some(gross)) =
        (decimal("net_total"), decimal("tax_total"), decimal("gross_total"))
    {
        findings.extend(totals_add_up(net, tax, gross, ["net_total", "tax_total", "gross_total"]));
    }
    if let (Some(net), Some(tax), Some(gross)) = (decimal("subtotal"), decimal("tax_total"), decimal("total"))
    {
        let rounding = decimal("rounding").unwrap_or_default();
        let total = gross.checked_sub(rounding).unwrap_or(gross);
        // Some receipts print the subtotal with tax: then it must be the total.
        if net != total {
            findings.extend(totals_add_up(net, tax, total, ["subtotal", "tax_total", "total"]));
        }
    }
    if let (Some(gross), Some(prepaid), Some(due)) =
        (decimal("gross_total"), decimal("prepaid_total"), decimal("amount_due"))
    {
        findings.extend(due_is_the_rest(gross, prepaid, due));
    }
    for [earlier, later] in
        [["issue_date", "due_date"], ["service_start", "service_end"], ["period_start", "period_end"]]
    {
        if let (Some(first), Some(second)) = (date(earlier), date(later)) {
            findings.extend(dates_are_in_order(first, second, [earlier, later]));
        }
    }
    findings
}

/// `net + tax = gross`; `names` are the data points in that order.
pub fn totals_add_up(net: Decimal, tax: Decimal, gross: Decimal, names: [&str; 3]) -> Option<Finding> {
    let sum = net.checked_add(tax)?;
    let difference = sum.checked_sub(gross)?.abs();
    (difference > ROUNDING).then(|| Finding {
        code: "totals_do_not_add_up".to_owned(),
        message: format!("net {net} and tax {tax} make {sum}, but the total says {gross}"),
        data_points: names.map(str::to_owned).to_vec(),
    })
}

/// `gross − prepaid = due`.
pub fn due_is_the_rest(gross: Decimal, prepaid: Decimal, due: Decimal) -> Option<Finding> {
    let rest = gross.checked_sub(prepaid.abs())?;
    (rest.checked_sub(due)?.abs() > ROUNDING).then(|| Finding {
        code: "amount_due_does_not_fit".to_owned(),
        message: format!("total {gross} less prepaid {prepaid} leaves {rest}, but {due} is due"),
        data_points: ["gross_total", "prepaid_total", "amount_due"].map(str::to_owned).to_vec(),
    })
}

/// The later date is not before the earlier one; `names` are the data points in that order.
pub fn dates_are_in_order(earlier: Date, later: Date, names: [&str; 2]) -> Option<Finding> {
    (later < earlier).then(|| Finding {
        code: "dates_out_of_order".to_owned(),
        message: format!("{} {later} is before {} {earlier}", spoken(names[1]), spoken(names[0])),
        data_points: names.map(str::to_owned).to_vec(),
    })
}

fn spoken(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn totals_that_add_up_are_no_finding() {
        let names = ["net_total", "tax_total", "gross_total"];
        assert_eq!(totals_add_up(decimal("198.00"), decimal("37.62"), decimal("235.62"), names), None);
        assert_eq!(totals_add_up(decimal("198.00"), decimal("37.62"), decimal("235.63"), names), None);
        assert_eq!(totals_add_up(decimal("-218.48"), decimal("-14.99"), decimal("-233.47"), names), None);
        let finding = totals_add_up(decimal("198"), decimal("37.62"), decimal("236"), names).unwrap();
        assert!(finding.message.contains("235.62") && finding.message.contains("236"));
    }

    #[test]
    fn what_was_prepaid_is_not_due() {
        assert_eq!(due_is_the_rest(decimal("2076.76"), decimal("623.00"), decimal("1453.76")), None);
        assert!(due_is_the_rest(decimal("2076.76"), decimal("0"), decimal("1453.76")).is_some());
    }

    #[test]
    fn a_due_date_before_the_issue_date_is_named() {
        let (issue, due) = (Date::constant(2020, 3, 5), Date::constant(2020, 3, 4));
        let finding = dates_are_in_order(issue, due, ["issue_date", "due_date"]).unwrap();
        assert_eq!(finding.message, "due date 2020-03-04 is before issue date 2020-03-05");
        assert_eq!(dates_are_in_order(issue, issue, ["issue_date", "due_date"]), None);
    }

    #[test]
    fn absurd_numbers_do_not_overflow() {
        assert_eq!(totals_add_up(Decimal::MAX, Decimal::MAX, Decimal::MAX, ["a", "b", "c"]), None);
    }
}
