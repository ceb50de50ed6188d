//! The OpenAPI document: what every operation has in common, around the routes' own documentation.

use utoipa::PartialSchema;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, License, OpenApi, OpenApiBuilder, Ref, ResponseBuilder, SecurityRequirement,
    Server,
};

use crate::dto::problem::{Problem, ProblemError};
use crate::routes;

/// What the whole API does, in Markdown.
const DESCRIPTION: &str = "Perigee reads invoices, receipts and forms.\n\n\
    Ids are 32 lower-case hex digits, times are RFC 3339 in UTC, absent values are `null`. \
    Places are `[x0, y0, x1, y1]` in points on the upright page, origin top left; pages count from 0. \
    Every error is a `Problem`. Sign requests with HTTP Basic: the key is one string `user:pass`.";

/// The document of the newest version of the API; `/api/v0.3` has the same paths.
pub fn document() -> OpenApi {
    let (_, mut api) = routes::router().split_for_parts();
    let head = OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Perigee")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(DESCRIPTION))
                .license(Some(License::new("Apache-2.0")))
                .build(),
        )
        .servers(Some([Server::new("/api/v0.4"), Server::new("/api/v0.3")]))
        .security(Some([
            SecurityRequirement::new("apiKey", Vec::<String>::new()),
            SecurityRequirement::new("session", Vec::<String>::new()),
        ]))
        .build();
    api.info = head.info;
    api.servers = head.servers;
    api.security = head.security;
    add_components(&mut api);
    for (path, item) in &mut api.paths.paths {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            add_problems(path, operation);
        }
    }
    api
}

/// The document as it is kept in `web/openapi.json`.
pub fn json() -> String {
    let mut text = document().to_pretty_json().expect("the document is made of strings, lists and maps");
    text.push('\n');
    text
}

fn add_components(api: &mut OpenApi) {
    let components = api.components.get_or_insert_default();
    components.schemas.insert("Problem".to_owned(), Problem::schema());
    components.schemas.insert("ProblemError".to_owned(), ProblemError::schema());
    components.add_security_scheme(
        "apiKey",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Basic).build()),
    );
    components.add_security_scheme(
        "session",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("perigee_session"))),
    );
}

/// Adds the problems that this kind of operation can answer, so that no handler has to repeat them.
fn add_problems(path: &str, operation: &mut Operation) {
    let is_sign_in = path == "/session" || path.starts_with("/session/");
    let mut problems = vec![
        ("400", "The request is wrong; every fault is listed."),
        ("401", "No or bad credentials."),
        ("422", "As 400, under `/api/v0.3`."),
        ("429", "Too many requests; `Retry-After` says when to come back."),
        ("500", "Our fault; the request id finds it in the log."),
    ];
    if !is_sign_in {
        problems.push(("403", "The caller lacks a scope; the answer names it."));
    }
    if path.contains('{') {
        problems.push(("404", "It does not exist for this caller."));
    }
    if operation.request_body.is_some() {
        problems.push(("413", "The request is too large."));
        problems.push(("415", "The body is of a type that is not read here."));
    }
    if matches!(
        path.rsplit('/').next(),
        Some(
            "stop"
                | "reprocess"
                | "accept"
                | "reopen"
                | "annotations"
                | "tables"
                | "restore"
                | "train"
                | "activate"
                | "diff"
                | "exports"
                | "confirm"
                | "reject"
                | "confirmations"
                | "order"
        )
    ) || path.ends_with("_id}")
        || path == "/files/{file_id}/documents"
    {
        problems.push(("409", "It contradicts what is there."));
    }
    for (status, description) in problems {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response = ResponseBuilder::new()
            .description(description)
            .content("application/problem+json", content)
            .build();
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| response.into());
    }
}
