//! Code lists of invoices to the literals of data points.

/// Kind of document by UN/EDIFACT 1001 (BT-3); what is not listed is an invoice.
pub(super) fn document_type(code: &str) -> &'static str {
    match code {
        "381" | "261" | "262" | "296" | "308" | "396" | "420" | "458" | "532" | "83" | "81" => "credit_note",
        "384" => "correction",
        "326" | "875" | "876" => "partial",
        "386" => "prepayment",
        "325" => "proforma",
        "389" => "self_billed",
        _ => "invoice",
    }
}

/// Way of payment by UN/EDIFACT 4461 (BT-81); `None` for "not defined".
pub(super) fn payment_method(code: &str) -> Option<&'static str> {
    Some(match code {
        "1" | "ZZZ" | "" => return None,
        "10" => "cash",
        "20" | "21" | "22" | "23" => "cheque",
        "30" | "31" | "42" | "58" => "transfer",
        "48" | "54" | "55" => "card",
        "49" | "59" => "direct_debit",
        _ => "other",
    })
}

/// Kind of document by `RodzajFaktury` of KSeF.
pub(super) fn ksef_document_type(code: &str) -> &'static str {
    match code {
        "KOR" | "KOR_ZAL" | "KOR_ROZ" => "correction",
        "ZAL" => "prepayment",
        _ => "invoice",
    }
}

/// Way of payment by `FormaPlatnosci` of KSeF.
pub(super) fn ksef_payment_method(code: &str) -> &'static str {
    match code {
        "1" => "cash",
        "2" => "card",
        "4" => "cheque",
        "6" => "transfer",
        _ => "other",
    }
}
