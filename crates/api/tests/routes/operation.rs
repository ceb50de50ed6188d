//! Every operation of the router's own list, with what it needs and what to send it.

use std::collections::BTreeMap;

use perigee_model::Permission;
use perigee_testkit::{Actor, Answer};
use reqwest::Method;
use serde_json::{Value, json};

/// An operation of the document, which is made from the router's list.
#[derive(Debug, Clone)]
pub struct Operation {
    pub id: String,
    pub method: Method,
    pub path: String,
    has_json_body: bool,
}

/// Who may call an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needs {
    /// Anybody at all.
    Nothing,
    /// Anybody who is who he says.
    Identity,
    /// A person who is signed in; an API key is not one.
    Person,
    /// Scopes on the process that it is about.
    OnProcess(&'static [Permission]),
    /// A scope for the organization as a whole.
    InOrganization(Permission),
}

/// Ids by the name of their parameter.
pub type Ids = BTreeMap<&'static str, String>;

/// An id that nothing has.
pub const UNKNOWN: &str = "0198c0ffee0070008000000000000001";

/// Names of the parameters that are ids.
const PARAMETERS: [&str; 17] = [
    "process_id",
    "collection_id",
    "file_id",
    "document_id",
    "export_id",
    "annotation_id",
    "comment_id",
    "user_id",
    "invitation_id",
    "api_key_id",
    "process_api_key_id",
    "alert_id",
    "model_id",
    "session_id",
    "view_id",
    "table_id",
    "class_id",
];

/// The same text for every id.
pub fn all_ids(text: &str) -> Ids {
    PARAMETERS.into_iter().map(|name| (name, text.to_owned())).collect()
}

/// What an operation on documents, their values, tables and exports needs; `None` for another one.
fn of_documents(id: &str) -> Option<&'static [Permission]> {
    use Permission as P;
    Some(match id {
        "result_get"
        | "result_ocr"
        | "document_get"
        | "document_page_words"
        | "document_list_of_file"
        | "annotation_history" => &[P::ResultRead],
        "file_download" | "file_download_all" | "document_page_image" => &[P::FileDownload],
        "export_create" => &[P::ExportCreate],
        "export_list" | "export_get" | "export_download" => &[P::ExportRead],
        "export_delete" => &[P::ExportDelete],
        "table_list" | "table_detect" => &[P::ResultRead],
        "annotation_create" | "table_create" => &[P::ResultCreate],
        "annotation_change"
        | "table_change"
        | "table_restore"
        | "annotation_confirm"
        | "annotation_restore"
        | "annotation_set_confirmed"
        | "annotation_put_in_order"
        | "document_divide"
        | "lock_hold"
        | "lock_release" => &[P::ResultUpdate],
        "annotation_delete" | "table_delete" => &[P::ResultDelete],
        _ => return None,
    })
}

/// Every operation. One that is new fails here until it is said below what it needs.
pub fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(&perigee_api::openapi::json()).unwrap();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "patch", "delete"] {
            if let Some(id) = item[method]["operationId"].as_str() {
                let has_json_body = !item[method]["requestBody"]["content"]["application/json"].is_null();
                let method = method.to_uppercase().parse().unwrap();
                all.push(Operation { id: id.to_owned(), method, path: path.clone(), has_json_body });
            }
        }
    }
    assert!(all.len() > 80, "the document lists every route, not {}", all.len());
    all
}

impl Operation {
    /// Who may call it, as the documentation of scopes has it.
    pub fn needs(&self) -> Needs {
        use Needs::{Identity, InOrganization, Nothing, OnProcess, Person};
        use Permission as P;
        if let Some(needed) = of_documents(&self.id) {
            return OnProcess(needed);
        }
        match self.id.as_str() {
            "session_sign_in"
            | "session_sign_in_by_link"
            | "session_sign_up"
            | "session_options"
            | "session_ask_password_reset"
            | "session_confirm_password_reset"
            | "session_start_with_provider"
            | "session_finish_with_provider"
            | "session_invitation"
            | "session_invitation_accept" => Nothing,
            "me_get" | "scope_list" | "organization_get" | "session_sign_out" => Identity,
            "organization_create" => Person,
            me if me.starts_with("me_") => Person,
            "data_point_list" => OnProcess(&[P::ProcessRead]),
            "process_edit_config" | "data_point_add" | "data_point_change" | "data_point_remove" => {
                OnProcess(&[P::ProcessUpdate])
            }
            "process_list" | "process_type_list" | "process_get" | "process_config" | "learning_get"
            | "model_list" | "class_list" => OnProcess(&[P::ProcessRead]),
            "process_create" => InOrganization(P::ProcessCreate),
            "process_rename" | "process_reset_config" | "learning_edit" => OnProcess(&[P::ProcessUpdate]),
            "learning_suspects" | "learning_next" => OnProcess(&[P::ProcessRead, P::ResultRead]),
            "model_diff" => OnProcess(&[P::ModelTrain, P::ResultRead]),
            "learning_train" | "model_activate" => OnProcess(&[P::ModelTrain]),
            "collection_bulk" | "collection_assignees" => OnProcess(&[P::CollectionUpdate]),
            view if view.starts_with("queue_view_") => OnProcess(&[P::CollectionRead]),
            "statistics_get" => OnProcess(&[P::CollectionRead]),
            "process_duplicate" => OnProcess(&[P::ProcessRead, P::ProcessCreate]),
            "process_delete" => OnProcess(&[P::ProcessDelete]),
            "process_events" | "collection_list" | "collection_get" => OnProcess(&[P::CollectionRead]),
            "collection_upload" | "collection_upload_base64" => {
                OnProcess(&[P::FileUpload, P::CollectionCreate])
            }
            "collection_edit"
            | "collection_stop"
            | "collection_reprocess"
            | "collection_accept"
            | "collection_reopen"
            | "collection_reject"
            | "comment_create"
            | "comment_delete" => OnProcess(&[P::CollectionUpdate]),
            "comment_list" | "lock_get" => OnProcess(&[P::CollectionRead]),
            "collection_delete" => OnProcess(&[P::CollectionDelete]),
            key if key.starts_with("process_api_key_") => OnProcess(&[P::ProcessApiKeyManage]),
            key if key.starts_with("api_key_") || key.starts_with("alert_") => {
                InOrganization(P::AdminApiKeyManage)
            }
            "access_list" => OnProcess(&[P::AdminUserRead]),
            "access_grant" | "access_remove" => OnProcess(&[P::AdminUserManage]),
            "user_list" | "user_get" | "invitation_list" => InOrganization(P::AdminUserRead),
            "invitation_create" | "invitation_resend" | "invitation_revoke" => {
                InOrganization(P::AdminUserInvite)
            }
            "user_edit"
            | "user_deactivate"
            | "user_activate"
            | "user_remove"
            | "organization_edit"
            | "organization_convert"
            | "mail_list" => InOrganization(P::AdminUserManage),
            "system_state" | "system_usage" | "class_rename" | "class_forget" => {
                InOrganization(P::AdminProcessManage)
            }
            "audit_list" | "audit_export" => InOrganization(P::AdminAuditRead),
            unknown => panic!("say in needs() who may call {unknown}"),
        }
    }

    /// Whether it is about something that has an id.
    pub fn has_id(&self) -> bool {
        self.path.contains("_id}")
    }

    /// The path with these ids; a parameter that nobody knows is a fault of the test.
    pub fn path_with(&self, ids: &Ids) -> String {
        let mut path = self.path.replace("{page_num}", "0").replace("{provider}", "unknown");
        if self.id.starts_with("process_api_key_") {
            path = path.replace("{api_key_id}", "{process_api_key_id}");
        }
        if let Some(process_id) = ids.get("process_id") {
            path = path.replace("{data_point_id}", &format!("{process_id}.order_number"));
        }
        for (name, id) in ids {
            path = path.replace(&format!("{{{name}}}"), id);
        }
        assert!(!path.contains('{'), "say in PARAMETERS what to put into {path}");
        path
    }

    /// A body that is right in form.
    fn body(&self) -> Value {
        match self.id.as_str() {
            "process_create" => json!({"name": "x", "processTypeId": "bbe7f45aea884e74bbd011a5f57e87f0"}),
            "process_rename"
            | "me_edit"
            | "organization_create"
            | "organization_convert"
            | "class_rename" => {
                json!({"name": "x"})
            }
            "organization_edit" => json!({"apiKeyLongestDays": 300}),
            "collection_bulk" => json!({"collectionIds": [UNKNOWN], "action": "reprocess"}),
            "queue_view_create" => json!({"name": "x", "filter": {}}),
            "queue_view_change" => json!({"name": "x"}),
            "process_duplicate" => json!({"name": "x"}),
            "collection_edit" => json!({"metadata": {}}),
            "collection_upload_base64" => json!({"files": [{"name": "a.pdf", "content": "YQ=="}]}),
            "export_create" => json!({"format": "json", "filter": {}}),
            "annotation_create" => json!({"dataPoint": "order_number", "rawValue": "x"}),
            "annotation_change" => json!({"rawValue": "x"}),
            "table_create" => json!({"dataPoint": "items", "rows": []}),
            "table_change" => json!({"rows": []}),
            "table_detect" => json!({"page": 0}),
            "me_set_password" => json!({"newPassword": "correct horse battery staple"}),
            "me_begin_second_factor" => json!({"currentPassword": "correct horse battery staple"}),
            "me_confirm_second_factor" | "me_renew_recovery_codes" => json!({"code": "123456"}),
            "me_disable_second_factor" => {
                json!({"currentPassword": "correct horse battery staple", "code": "123456"})
            }
            "me_switch_organization" => json!({"orgId": "org_unknown"}),
            "api_key_create" | "process_api_key_create" => json!({"name": "x", "scopes": ["All"]}),
            "api_key_edit" | "process_api_key_edit" => json!({"name": "x"}),
            "api_key_rotate" | "process_api_key_rotate" => json!({"graceSeconds": 0}),
            "access_grant" => json!({"role": "user"}),
            "user_edit" => json!({"role": "user"}),
            "invitation_create" => {
                json!({"email": "new@example.org", "fullName": "New", "role": "user", "processes": []})
            }
            "collection_accept" | "annotation_restore" | "lock_hold" => json!({}),
            "collection_reject" => json!({"reason": "illegible"}),
            "comment_create" => json!({"text": "x"}),
            "annotation_set_confirmed" => json!({"valueIds": []}),
            "annotation_put_in_order" => json!({"dataPoint": "order_number", "valueIds": []}),
            "document_divide" => json!({"documents": [{"firstPage": 0, "lastPage": 0}]}),
            "learning_edit" => json!({"modelsKept": 7}),
            "process_edit_config" => json!({"autoAcceptThreshold": null}),
            "data_point_add" => json!({"label": "Policy", "type": "text"}),
            "data_point_change" => json!({"mandatory": true}),
            unknown => panic!("say in body() what to send to {unknown}"),
        }
    }

    /// Calls it.
    pub async fn send(&self, actor: &Actor, ids: &Ids) -> Answer {
        let path = self.path_with(ids);
        if self.id == "collection_upload" {
            return actor.upload(&ids["process_id"], &[("a.txt", b"a".to_vec())]).await;
        }
        let body = if self.has_json_body { self.body() } else { json!({}) };
        actor.json(self.method.clone(), &path, &body).await
    }
}
