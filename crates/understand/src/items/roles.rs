//! What each column of a head means: names decide together, and rows in which quantity times price is the total.

use perigee_model::ValueType;
use rust_decimal::Decimal;

use super::figures::Figure;
use super::head::Head;
use super::names::Names;

/// Ways of naming all columns that are kept while they are weighed.
const BEAM: usize = 48;
/// What the sure name of a column is worth against rows that multiply: an ambiguous name loses, a sure one does not.
const MULTIPLIES: f32 = 1.2;
/// The same for net + tax = gross.
const ADDS: f32 = 0.5;
/// Worth of a meaning that no name gives to a column of numbers.
const UNNAMED: f32 = 0.05;
/// What a description or a total is worth more than another meaning of the same name.
const USUAL: f32 = 0.05;
/// What an unusual order of columns costs: totals stand right of prices, prices right of quantities.
const TURNED: f32 = 0.25;
/// Lines of numbers that are looked at.
const MAX_LINES: usize = 60;

/// Numbers of one line, per column.
pub type Numbers = Vec<Option<Figure>>;

/// One way of naming the columns so far.
#[derive(Debug, Clone)]
struct Draft {
    roles: Vec<Option<usize>>,
    score: f32,
}

/// For each column the position in the headers; `lines` are the numbers of rows, where they are known already.
pub fn decide(head: &Head, names: &Names<'_>, lines: &[Numbers]) -> Vec<Option<usize>> {
    let order: Vec<Option<usize>> =
        ["quantity", "unit_price", "amount", "gross_amount"].map(|name| names.position(name)).into();
    let mut drafts = vec![Draft { roles: Vec::new(), score: 0.0 }];
    for (at, column) in head.columns.iter().enumerate() {
        let mut options: Vec<(Option<usize>, f32)> = vec![(None, 0.0)];
        // Of names one over the other the first is that of the column; it holds the others in its cells.
        let names_it =
            |meaning: &&(usize, f32)| column.stacked.first().is_none_or(|first| *first == meaning.0);
        // A table rather has descriptions than codes, and totals than quantities: "Article" and "Amount" name both.
        let worth = |&(header, weight): &(usize, f32)| {
            let name = names.headers.get(header).map_or("", |header| header.name.as_str());
            (Some(header), if matches!(name, "description" | "amount") { weight + USUAL } else { weight })
        };
        options.extend(column.meanings.iter().filter(names_it).map(worth));
        if !lines.is_empty()
            && lines.iter().filter(|line| line.get(at).is_some_and(Option::is_some)).count() * 2 > lines.len()
        {
            let new =
                order.iter().take(3).flatten().filter(|role| !options.iter().any(|o| o.0 == Some(**role)));
            let new: Vec<(Option<usize>, f32)> = new.map(|role| (Some(*role), UNNAMED)).collect();
            options.extend(new);
        }
        drafts = extend(&drafts, &options, &order);
    }
    let weigh = |draft: &Draft| draft.score + rows(names, &draft.roles, lines);
    let best = drafts.iter().map(|draft| (weigh(draft), draft)).reduce(|a, b| if b.0 > a.0 { b } else { a });
    let mut roles = best.map_or_else(Vec::new, |(_, draft)| draft.roles.clone());
    describe(head, names, &mut roles, lines);
    roles
}

fn extend(drafts: &[Draft], options: &[(Option<usize>, f32)], order: &[Option<usize>]) -> Vec<Draft> {
    let mut next: Vec<Draft> = Vec::new();
    for draft in drafts {
        for &(role, weight) in options {
            if role.is_some() && draft.roles.contains(&role) {
                continue;
            }
            let rank = |role: Option<usize>| role.and_then(|_| order.iter().position(|o| *o == role));
            let turned = rank(role).is_some_and(|own| {
                draft.roles.iter().any(|other| rank(*other).is_some_and(|other| other > own))
            });
            let mut roles = draft.roles.clone();
            roles.push(role);
            next.push(Draft { roles, score: draft.score + weight - if turned { TURNED } else { 0.0 } });
        }
    }
    next.sort_by(|a, b| b.score.total_cmp(&a.score));
    next.truncate(BEAM);
    next
}

/// How well the rows agree with a way of naming the columns.
fn rows(names: &Names<'_>, roles: &[Option<usize>], lines: &[Numbers]) -> f32 {
    let column = |name: &str| {
        let header = names.position(name)?;
        roles.iter().position(|role| *role == Some(header))
    };
    let share = |columns: [Option<usize>; 3], holds: fn(&Figure, &Figure, &Figure) -> bool| {
        let [Some(a), Some(b), Some(c)] = columns else { return 0.0 };
        let triples = lines.iter().take(MAX_LINES).filter_map(|line| {
            let at = |column: usize| line.get(column).and_then(Option::as_ref);
            Some((at(a)?, at(b)?, at(c)?))
        });
        let (mut all, mut right) = (0.0_f32, 0.0_f32);
        for (a, b, c) in triples {
            all += 1.0;
            right += if holds(a, b, c) { 1.0 } else { 0.0 };
        }
        if all > 0.0 { right / all } else { 0.0 }
    };
    MULTIPLIES * share([column("quantity"), column("unit_price"), column("amount")], multiplies)
        + ADDS * share([column("amount"), column("tax_amount"), column("gross_amount")], adds)
        + ADDS * share([column("net"), column("tax"), column("gross")], adds)
        + ADDS * share([column("rate"), column("net"), column("tax")], takes_rate)
}

/// Whether quantity times price is the total, in any reading of ambiguous numbers and whatever the signs.
pub fn multiplies(quantity: &Figure, price: &Figure, total: &Figure) -> bool {
    let values = |figure: &Figure| [Some(figure.value), figure.other];
    values(quantity).into_iter().flatten().any(|q| {
        values(price)
            .into_iter()
            .flatten()
            .any(|p| values(total).into_iter().flatten().any(|t| is_product(q, p, t, price.decimals)))
    })
}

/// `q·p = t` but for rounding: of the total, and of a price that is printed with few decimals.
pub fn is_product(q: Decimal, p: Decimal, t: Decimal, decimals: u32) -> bool {
    let Some(product) = q.abs().checked_mul(p.abs()) else { return false };
    let relative = t.abs().checked_mul(Decimal::new(6, 4)).unwrap_or_default();
    let cut = if decimals <= 2 {
        q.abs().checked_mul(Decimal::new(5, 3)).unwrap_or_default()
    } else {
        Decimal::ZERO
    };
    // A price of few cents is cut off by more than the total shows; one of euros is not.
    let cut = if p.abs() < Decimal::ONE { cut } else { Decimal::ZERO };
    let tolerance = Decimal::new(11, 3).max(relative).max(cut);
    (product - t.abs()).abs() <= tolerance
}

fn adds(net: &Figure, tax: &Figure, gross: &Figure) -> bool {
    net.value.checked_add(tax.value).is_some_and(|sum| (sum - gross.value).abs() <= Decimal::new(2, 2))
}

/// Whether the rate of the net amount is the tax.
pub fn takes_rate(rate: &Figure, net: &Figure, tax: &Figure) -> bool {
    let product =
        net.value.checked_mul(rate.value).and_then(|product| product.checked_div(Decimal::ONE_HUNDRED));
    product.is_some_and(|product| (product.abs() - tax.value.abs()).abs() <= Decimal::new(2, 2))
}

/// A table without a known name for descriptions has them in the widest column that holds no numbers.
fn describe(head: &Head, names: &Names<'_>, roles: &mut [Option<usize>], lines: &[Numbers]) {
    let Some(description) = names.position("description") else { return };
    if roles.contains(&Some(description)) || head.columns.iter().any(|c| c.stacked.contains(&description)) {
        return;
    }
    let is_free = |at: usize| {
        let role = roles.get(at).copied().flatten().and_then(|role| names.headers.get(role));
        let weak =
            role.is_none_or(|header| header.value_type == ValueType::Text && header.name != "position");
        let numbers = lines.iter().filter(|line| line.get(at).is_some_and(Option::is_some)).count();
        weak && (lines.is_empty() || 2 * numbers < lines.len())
    };
    let room = |at: usize| {
        let right = head.columns.get(at + 1).map_or(0.0, |column| column.bbox.x0);
        head.columns.get(at).map_or(0.0, |column| right - column.bbox.x0)
    };
    let widest =
        (0..head.columns.len()).filter(|&at| is_free(at)).max_by(|a, b| room(*a).total_cmp(&room(*b)));
    if let Some(role) = widest.and_then(|at| roles.get_mut(at)) {
        *role = Some(description);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::items::figures::parse;

    fn holds(q: &str, p: &str, t: &str) -> bool {
        let figure = |text: &str| parse(text, Some(',')).unwrap();
        multiplies(&figure(q), &figure(p), &figure(t))
    }

    #[test]
    fn products_hold_but_for_rounding_and_signs() {
        assert!(
            holds("-5", "1,00", "-5,00")
                && holds("10.000", "0,05", "520,00")
                && holds("3", "3,3333", "10,00")
        );
        assert!(!holds("2", "3,00", "5,00") && !holds("20", "2,77", "54,00"));
    }
}
