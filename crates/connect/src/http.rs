//! Requests to a provider: by TLS, without following redirects, and with an end to patience and size.

use std::time::Duration;

use ::http::Response;
use bytes::BytesMut;
use futures::future::BoxFuture;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect;
use url::Url;

use crate::is_this_machine;

/// How long a provider may take; somebody waits in front of a browser.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bytes of an answer. Documents and keys of providers have a few kilobytes.
const LIMIT: usize = 1 << 20;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpFault {
    /// It would have travelled in the clear.
    #[error("{0} is no https address")]
    Insecure(String),
    /// More than the limit.
    #[error("the answer has more than {LIMIT} bytes")]
    TooLarge,
    /// The connection failed.
    #[error(transparent)]
    Failed(#[from] reqwest::Error),
    /// The answer cannot be read.
    #[error(transparent)]
    Malformed(#[from] ::http::Error),
}

/// Sends requests to a provider.
#[derive(Debug, Clone)]
pub(crate) struct Http(reqwest::Client);

impl Http {
    pub(crate) fn new() -> Result<Self, reqwest::Error> {
        // A redirect could send a secret somewhere else.
        let client = reqwest::Client::builder().redirect(redirect::Policy::none()).timeout(PATIENCE);
        client.build().map(Self)
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpFault> {
        let request = reqwest::Request::try_from(request)?;
        if !is_safe(request.url()) {
            return Err(HttpFault::Insecure(request.url().to_string()));
        }
        let mut answer = self.0.execute(request).await?;
        let mut made = Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            made = made.header(name, value);
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > LIMIT {
                return Err(HttpFault::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(made.body(body.to_vec())?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpFault;
    type Future = BoxFuture<'c, Result<HttpResponse, HttpFault>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// Whether secrets may travel there: by TLS, or within this machine.
pub(crate) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(url))
}
