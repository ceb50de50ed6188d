//! Somebody who calls the server.

use reqwest::header::HeaderMap;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

/// Somebody who calls the server.
#[derive(Debug, Clone)]
pub struct Actor {
    pub(crate) http: reqwest::Client,
    pub(crate) origin: String,
    pub(crate) version: &'static str,
    pub(crate) credentials: Credentials,
}

#[derive(Debug, Clone)]
pub(crate) enum Credentials {
    None,
    Key(String),
    Cookie(String),
}

/// Files to be uploaded.
pub type Upload<'a> = &'a [(&'a str, Vec<u8>)];

/// An answer with its whole body.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Actor {
    /// The same actor calling `/api/v0.3`.
    pub fn v03(&self) -> Self {
        Self { version: "v0.3", ..self.clone() }
    }

    /// A request with this actor's credentials. A path that begins with `//` is outside of the API.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = match path.strip_prefix("//") {
            Some(outside) => format!("{}/{outside}", self.origin),
            None => format!("{}/api/{}{path}", self.origin, self.version),
        };
        let request = self.http.request(method, url);
        match &self.credentials {
            Credentials::None => request,
            Credentials::Key(key) => {
                let (user, pass) = key.split_once(':').expect("a key has two parts");
                request.basic_auth(user, Some(pass))
            }
            Credentials::Cookie(cookie) => request.header("cookie", cookie).header("origin", &self.origin),
        }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        send(self.request(Method::DELETE, path)).await
    }

    /// POST of JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.json(Method::POST, path, body).await
    }

    /// PATCH of JSON.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.json(Method::PATCH, path, body).await
    }

    /// PUT of JSON.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.json(Method::PUT, path, body).await
    }

    /// POST without a body.
    pub async fn act(&self, path: &str) -> Answer {
        send(self.request(Method::POST, path)).await
    }

    /// Any method with a JSON body.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = self.request(method, path).header("content-type", "application/json");
        send(request.body(body.to_string())).await
    }

    /// Uploads files as a form.
    pub async fn upload(&self, process_id: &str, files: Upload<'_>) -> Answer {
        self.upload_as(process_id, Form::new(), files).await
    }

    /// Uploads files that shall be split into documents.
    pub async fn upload_stack(&self, process_id: &str, files: Upload<'_>) -> Answer {
        self.upload_as(process_id, Form::new().text("split", "true"), files).await
    }

    async fn upload_as(&self, process_id: &str, mut form: Form, files: Upload<'_>) -> Answer {
        for (name, bytes) in files {
            form = form.part("files", Part::bytes(bytes.clone()).file_name((*name).to_owned()));
        }
        let path = format!("/processes/{process_id}/collections");
        send(self.request(Method::POST, &path).multipart(form)).await
    }

    /// Makes a process of the type Invoices; the answer is its id.
    pub async fn new_process(&self) -> String {
        let body =
            serde_json::json!({"name": "TEST Invoices", "processTypeId": "bbe7f45aea884e74bbd011a5f57e87f0"});
        let made = self.post("/processes", &body).await;
        made.expect(201)["id"].as_str().expect("an id").to_owned()
    }
}

/// Sends a request and reads its whole answer.
///
/// # Panics
/// When the server does not answer.
pub async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("the server answers");
    let (status, headers) = (response.status(), response.headers().clone());
    Answer { status, headers, body: response.bytes().await.expect("the whole body").to_vec() }
}

impl Answer {
    /// The body as JSON, after a check of the status.
    ///
    /// # Panics
    /// With the body, when the status is another one.
    pub fn expect(&self, status: u16) -> Value {
        let text = std::str::from_utf8(&self.body).unwrap_or("(bytes)");
        assert_eq!(self.status.as_u16(), status, "{text}");
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// A problem, after a check of its status and of what every problem has.
    ///
    /// # Panics
    /// With the body, when it is none.
    pub fn problem(&self, status: u16) -> Value {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(problem["status"], status, "{problem}");
        assert_eq!(problem["instance"].as_str(), Some(self.header("x-request-id")), "{problem}");
        for field in ["type", "title", "action", "timestamp"] {
            assert!(problem[field].is_string(), "{problem} has no {field}");
        }
        problem
    }

    /// The locations of a problem's faults.
    pub fn locations(&self) -> Vec<String> {
        let problem: Value = serde_json::from_slice(&self.body).expect("a problem");
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["location"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// A header, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
