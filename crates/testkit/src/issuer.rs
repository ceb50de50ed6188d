//! An OpenID provider that says what a test wants, with real signatures over real HTTP.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer as _, SigningKey};
use perigee_app::identity::provider::Provider;
use perigee_connect::{OidcConfig, OidcProvider};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;

/// What it calls the installation.
pub const CLIENT_ID: &str = "perigee";

/// An OpenID provider. It shows nobody a page: a test reads the address that a browser would be sent to, and comes
/// back with a code that it was given by [`Self::sign_in`].
#[derive(Debug, Clone)]
pub struct Issuer {
    url: String,
    parts: Arc<Parts>,
}

#[derive(Debug)]
struct Parts {
    url: String,
    key: Mutex<SigningKey>,
    /// By code: the hash of the verifier, and the claims.
    codes: Mutex<HashMap<String, (String, Value)>>,
}

impl Issuer {
    /// Starts one on a free port.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let key = Mutex::new(SigningKey::from_bytes(&random()));
        let parts = Arc::new(Parts { url: url.clone(), key, codes: Mutex::default() });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(parts.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { url, parts }
    }

    /// It, as an installation is configured for it.
    ///
    /// # Panics
    /// Never with such an id.
    pub fn provider(&self, id: &str) -> Arc<dyn Provider> {
        let config = OidcConfig {
            id: id.to_owned(),
            name: "Issuer".to_owned(),
            issuer: self.url.clone(),
            client_id: CLIENT_ID.to_owned(),
            client_secret: "a client secret".to_owned(),
        };
        Arc::new(OidcProvider::new(config).unwrap())
    }

    /// Signs somebody in who was sent to this address; the answer is state and code to come back with. `claims` are
    /// put over those that are right.
    ///
    /// # Panics
    /// When the address is not one that it was sent to.
    pub fn sign_in(&self, address: &str, claims: &Value) -> (String, String) {
        let address = reqwest::Url::parse(address).unwrap();
        assert!(address.as_str().starts_with(&format!("{}/authorize?", self.url)), "{address}");
        let query: HashMap<String, String> = address.query_pairs().into_owned().collect();
        assert_eq!((query["response_type"].as_str(), query["client_id"].as_str()), ("code", CLIENT_ID));
        assert_eq!(query["code_challenge_method"], "S256");
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let mut said = json!({
            "iss": self.url, "aud": CLIENT_ID, "sub": "4711", "nonce": query["nonce"],
            "iat": now, "exp": now + 300,
        });
        for (name, value) in claims.as_object().expect("claims are an object") {
            said[name] = value.clone();
        }
        let code = URL_SAFE_NO_PAD.encode(random());
        let kept = (query["code_challenge"].clone(), said);
        self.parts.codes.lock().unwrap().insert(code.clone(), kept);
        (query["state"].clone(), code)
    }

    /// From now on it signs with another key.
    ///
    /// # Panics
    /// When a test panicked meanwhile.
    pub fn change_key(&self) {
        *self.parts.key.lock().unwrap() = SigningKey::from_bytes(&random());
    }
}

fn random() -> [u8; 32] {
    let (one, two) = (uuid::Uuid::new_v4(), uuid::Uuid::new_v4());
    [one.into_bytes(), two.into_bytes()].concat().try_into().unwrap()
}

async fn document(State(parts): State<Arc<Parts>>) -> Json<Value> {
    let url = &parts.url;
    Json(json!({
        "issuer": url,
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
}

async fn keys(State(parts): State<Arc<Parts>>) -> Json<Value> {
    let public = parts.key.lock().unwrap().verifying_key();
    let x = URL_SAFE_NO_PAD.encode(public.as_bytes());
    Json(
        json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "1", "x": x}]}),
    )
}

async fn token(State(parts): State<Arc<Parts>>, Form(form): Form<HashMap<String, String>>) -> Response {
    let field = |name: &str| form.get(name).cloned().unwrap_or_default();
    // A code is good for one exchange, with the verifier of its beginning.
    let kept = parts.codes.lock().unwrap().remove(&field("code"));
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")));
    let Some((_, claims)) = kept.filter(|(expected, _)| *expected == challenge) else {
        return (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"}))).into_response();
    };
    let head = json!({"alg": "EdDSA", "kid": "1", "typ": "JWT"});
    let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", encoded(&head), encoded(&claims));
    let signature = parts.key.lock().unwrap().sign(signed.as_bytes()).to_bytes();
    let id_token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature));
    Json(json!({"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": id_token}))
        .into_response()
}
