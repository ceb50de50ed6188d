//! The pages of a document as its columns keep them: a range of the file, or a list where a person put them in order.

use crate::StoreError;
use crate::entity::document::Model;
use crate::error::{from_json, to_json};

/// What the columns of a document hold for some pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageColumns {
    /// The lowest number in the file, from 0.
    pub first_page: i32,
    /// The highest, inclusive.
    pub last_page: i32,
    /// All of them in their order; none where they follow one another as in the file.
    pub page_order: Option<String>,
}

/// The columns for these pages, numbered in the file from 0, in the order in which they are read.
pub fn columns(pages: &[i32]) -> PageColumns {
    let follows = pages.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    PageColumns {
        first_page: pages.iter().min().copied().unwrap_or(0),
        last_page: pages.iter().max().copied().unwrap_or(-1),
        page_order: (!follows).then(|| to_json(&pages)),
    }
}

/// The pages of a document, numbered in the file from 0, in the order in which they are read.
///
/// # Errors
/// `Unreadable` when the column holds no list of numbers.
pub fn of(row: &Model) -> Result<Vec<i32>, StoreError> {
    match &row.page_order {
        Some(order) => from_json("documents.page_order", order),
        None => Ok((row.first_page..=row.last_page).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn row(pages: &[i32]) -> Model {
        let PageColumns { first_page, last_page, page_order } = columns(pages);
        Model {
            id: Uuid::nil(),
            organization_id: Uuid::nil(),
            collection_id: Uuid::nil(),
            file_id: Uuid::nil(),
            position: 0,
            name: String::new(),
            document_class: String::new(),
            first_page,
            last_page,
            page_order,
            made_by: None,
            class_by: None,
            class_confidence: None,
            class_teaches: false,
        }
    }

    #[test]
    fn pages_come_back_in_their_order() {
        for pages in [&[0, 1, 2][..], &[2, 0, 1], &[4], &[1, 3], &[1, 0]] {
            assert_eq!(of(&row(pages)).unwrap(), pages);
        }
    }

    #[test]
    fn only_an_order_that_is_not_that_of_the_file_is_kept() {
        assert_eq!(columns(&[3, 4, 5]).page_order, None);
        let turned = columns(&[5, 3]);
        assert_eq!((turned.first_page, turned.last_page), (3, 5));
        assert_eq!(turned.page_order.as_deref(), Some("[5,3]"));
    }
}
