//! Signing in with any OpenID provider: discovery, authorization code with PKCE, and the identity token.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims,
    CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    SignatureVerificationError, TokenResponse as _,
};
use perigee_app::identity::provider::{Back, Begun, Claims, Provider, ProviderFault};
use tokio::sync::Mutex;

use crate::ConfigFault;
use crate::http::{self, Http};

/// How long a provider's document and keys are remembered. Keys that changed meanwhile are fetched at once.
const REMEMBERED: Duration = Duration::from_secs(10 * 60);

/// How far the clocks of the provider and of this machine may differ.
const SKEW: chrono::Duration = chrono::Duration::seconds(60);

/// Signatures that are believed: none that a client's secret could make.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider as it is configured.
#[derive(Clone)]
pub struct OidcConfig {
    /// How addresses name it: lower-case letters, digits and hyphens.
    pub id: String,
    /// How people know it.
    pub name: String,
    /// Where its document is found, under `/.well-known/openid-configuration`.
    pub issuer: String,
    /// What the provider calls this installation.
    pub client_id: String,
    /// What this installation proves that with.
    pub client_secret: String,
}

/// An OpenID provider.
pub struct OidcProvider {
    id: String,
    name: String,
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: ClientSecret,
    http: Http,
    known: Mutex<Option<(Instant, Arc<CoreProviderMetadata>)>>,
}

impl OidcProvider {
    /// A provider. It is not asked for anything yet: an installation starts without its providers too.
    ///
    /// # Errors
    /// When the configuration is malformed.
    pub fn new(config: OidcConfig) -> Result<Self, ConfigFault> {
        let what = format!("the provider {:?}", config.id);
        let fault = |reason: &str| ConfigFault::new(&what, reason);
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if config.id.is_empty() || config.id.len() > 40 || !config.id.bytes().all(is_plain) {
            return Err(fault("its name is made of lower-case letters, digits and hyphens"));
        }
        let issuer = IssuerUrl::new(config.issuer).map_err(|_| fault("its issuer is no address"))?;
        if !http::is_safe(issuer.url()) {
            return Err(fault("its issuer is no https address"));
        }
        if config.client_id.is_empty() || config.client_secret.is_empty() {
            return Err(fault("it needs a client id and a client secret"));
        }
        Ok(Self {
            name: if config.name.is_empty() { config.id.clone() } else { config.name },
            id: config.id,
            issuer,
            client_id: ClientId::new(config.client_id),
            client_secret: ClientSecret::new(config.client_secret),
            http: Http::new().map_err(|_| fault("the machine has no usable TLS"))?,
            known: Mutex::new(None),
        })
    }

    /// The provider's document with its keys, from memory where it is fresh.
    async fn metadata(&self) -> Result<Arc<CoreProviderMetadata>, ProviderFault> {
        let mut known = self.known.lock().await;
        if let Some((at, metadata)) = known.as_ref()
            && at.elapsed() < REMEMBERED
        {
            return Ok(metadata.clone());
        }
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
        let found = Arc::new(found.map_err(|error| fault("its document", &error))?);
        *known = Some((Instant::now(), found.clone()));
        Ok(found)
    }

    async fn client(&self, redirect_url: &str) -> Result<Client, ProviderFault> {
        let metadata = self.metadata().await?;
        let redirect_url = RedirectUrl::new(redirect_url.to_owned());
        let redirect_url = redirect_url.map_err(|error| fault("the address to come back to", &error))?;
        let auth_type = auth_type(&metadata);
        let secret = Some(self.client_secret.clone());
        let client = CoreClient::from_provider_metadata(
            CoreProviderMetadata::clone(&metadata),
            self.client_id.clone(),
            secret,
        );
        Ok(client.set_redirect_uri(redirect_url).set_auth_type(auth_type))
    }

    async fn exchange(&self, client: &Client, back: Back<'_>) -> Result<CoreTokenResponse, ProviderFault> {
        let exchange = client.exchange_code(AuthorizationCode::new(back.code.to_owned()));
        let exchange = exchange.map_err(|error| fault("its document", &error))?;
        let exchange = exchange.set_pkce_verifier(PkceCodeVerifier::new(back.verifier.to_owned()));
        exchange.request_async(&self.http).await.map_err(|error| fault("the exchange of the code", &error))
    }

    /// The verified claims of an identity token. When no key fits, the provider may have changed its keys: they are
    /// fetched again, once.
    async fn verified(
        &self,
        client: Client,
        token: &CoreIdToken,
        back: Back<'_>,
    ) -> Result<CoreIdTokenClaims, ProviderFault> {
        let nonce = Nonce::new(back.nonce.to_owned());
        match verify(&client, token, &nonce) {
            Ok(claims) => Ok(claims),
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey
                | SignatureVerificationError::AmbiguousKeyId(_)
                | SignatureVerificationError::CryptoError(_),
            )) => {
                *self.known.lock().await = None;
                let client = self.client(back.redirect_url).await?;
                verify(&client, token, &nonce).map_err(|error| fault("the identity token", &error))
            }
            Err(error) => Err(fault("the identity token", &error)),
        }
    }

    /// What the provider says beside the token, where the token does not say the e-mail.
    async fn user_info(
        &self,
        client: &Client,
        token: &AccessToken,
        claims: &CoreIdTokenClaims,
    ) -> Result<Option<CoreUserInfoClaims>, ProviderFault> {
        let Ok(request) = client.user_info(token.clone(), Some(claims.subject().clone())) else {
            return Ok(None);
        };
        request
            .request_async(&self.http)
            .await
            .map(Some)
            .map_err(|error| fault("what it says about people", &error))
    }
}

impl fmt::Debug for OidcProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcProvider")
            .field("id", &self.id)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

impl Provider for OidcProvider {
    fn id(&self) -> &str {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn begin<'a>(&'a self, redirect_url: &'a str) -> BoxFuture<'a, Result<Begun, ProviderFault>> {
        Box::pin(async move {
            let client = self.client(redirect_url).await?;
            let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
            let (url, state, nonce) = client
                .authorize_url(
                    CoreAuthenticationFlow::AuthorizationCode,
                    CsrfToken::new_random,
                    Nonce::new_random,
                )
                .add_scope(Scope::new("email".to_owned()))
                .add_scope(Scope::new("profile".to_owned()))
                .set_pkce_challenge(challenge)
                .url();
            if !http::is_safe(&url) {
                return Err(ProviderFault("its page for signing in is no https address".to_owned()));
            }
            let (state, nonce) = (state.secret().clone(), nonce.secret().clone());
            Ok(Begun { url: url.to_string(), state, nonce, verifier: verifier.into_secret() })
        })
    }

    fn finish<'a>(&'a self, back: Back<'a>) -> BoxFuture<'a, Result<Claims, ProviderFault>> {
        Box::pin(async move {
            let client = self.client(back.redirect_url).await?;
            let answer = self.exchange(&client, back).await?;
            let token = answer.id_token();
            let token = token.ok_or_else(|| ProviderFault("it sent no identity token".to_owned()))?;
            let claims = self.verified(client.clone(), token, back).await?;
            check_access_token(&client, token, answer.access_token(), &claims)?;
            let told = match claims.email() {
                Some(_) => None,
                None => self.user_info(&client, answer.access_token(), &claims).await?,
            };
            let told = told.as_ref();
            let email = claims.email().or(told.and_then(CoreUserInfoClaims::email));
            let is_verified = claims.email_verified().or(told.and_then(CoreUserInfoClaims::email_verified));
            let name = claims.name().or(told.and_then(CoreUserInfoClaims::name));
            Ok(Claims {
                issuer: claims.issuer().to_string(),
                subject: claims.subject().to_string(),
                email: email.map(|email| email.to_string()),
                is_email_verified: is_verified.unwrap_or(false),
                name: name.and_then(|names| names.get(None)).map(|name| name.to_string()),
            })
        })
    }
}

/// How this installation proves who it is: in a header, unless the provider only takes it in the body.
fn auth_type(metadata: &CoreProviderMetadata) -> AuthType {
    let methods = metadata.token_endpoint_auth_methods_supported();
    let takes = |method| methods.is_none_or(|methods| methods.contains(&method));
    if !takes(CoreClientAuthMethod::ClientSecretBasic) && takes(CoreClientAuthMethod::ClientSecretPost) {
        AuthType::RequestBody
    } else {
        AuthType::BasicAuth
    }
}

/// Issuer, audience, signature, end and nonce.
fn verify(
    client: &Client,
    token: &CoreIdToken,
    nonce: &Nonce,
) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
    let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(earlier);
    token.claims(&verifier, nonce).cloned()
}

/// Now, for a clock that is ahead of the provider's.
fn earlier() -> DateTime<Utc> {
    Utc::now() - SKEW
}

/// The access token must be the one that the identity token was made for, where it says so.
fn check_access_token(
    client: &Client,
    token: &CoreIdToken,
    access_token: &AccessToken,
    claims: &CoreIdTokenClaims,
) -> Result<(), ProviderFault> {
    let Some(expected) = claims.access_token_hash() else { return Ok(()) };
    let verifier = client.id_token_verifier();
    let algorithm = token.signing_alg().map_err(|error| fault("the identity token", &error))?;
    let key = token.signing_key(&verifier).map_err(|error| fault("the identity token", &error))?;
    let hash = AccessTokenHash::from_token(access_token, algorithm, key);
    let hash = hash.map_err(|error| fault("the identity token", &error))?;
    if hash == *expected {
        Ok(())
    } else {
        Err(ProviderFault("the access token is not the one of the identity token".to_owned()))
    }
}

/// The error with what caused it, in one line.
fn fault(what: &str, error: &dyn std::error::Error) -> ProviderFault {
    let mut text = format!("{what}: {error}");
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    ProviderFault(text)
}
