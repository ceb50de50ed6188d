//! Who calls, and what people see about themselves.

use perigee_app::identity::place::Place as ShownPlace;
use perigee_app::identity::session_list::OwnSession;
use perigee_app::identity::{Caller, CallerKind as ShownKind, options, second_factor, sign_up};
use perigee_app::mail::Kept;
use perigee_app::organization::Kind;
use perigee_model::{SessionId, UserId};

use crate::dto::account::{Place, SecondFactor, SecondFactorSetup, Session};
use crate::dto::identity::{CallerKind, Me, SessionOptions, SignInProvider, SignUpState};
use crate::dto::mail::Mail;
use crate::dto::organization::OrganizationKind;
use crate::dto::time::rfc3339;

impl From<&Caller> for Me {
    fn from(caller: &Caller) -> Self {
        let me = Self {
            subject_id: caller.subject().to_owned(),
            kind: CallerKind::ApiKey,
            name: caller.name.clone(),
            email: None,
            org_id: caller.org_public_id.clone(),
            org_name: caller.org_name.clone(),
            role: None,
            scopes: caller.permissions().into_iter().map(str::to_owned).collect(),
            api_key_expires_at: None,
            has_password: false,
            user_id: None,
            has_second_factor: false,
            org_kind: Kind::of(&caller.org_public_id).into(),
            api_key_id: None,
            process_ids: caller.rights().processes.as_ref().map(|each| each.keys().copied().collect()),
        };
        match &caller.kind {
            ShownKind::Key { id, expires_at_ms } => {
                Self { api_key_id: Some(*id), api_key_expires_at: expires_at_ms.map(rfc3339), ..me }
            }
            ShownKind::Person { user_id, email, role, has_password, has_second_factor, .. } => Self {
                kind: CallerKind::User,
                email: email.clone(),
                role: Some(role.clone()),
                has_password: *has_password,
                user_id: Some(UserId::from_uuid(*user_id)),
                has_second_factor: *has_second_factor,
                ..me
            },
        }
    }
}

impl From<Kind> for OrganizationKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Single => Self::Single,
            Kind::Multi => Self::Multi,
        }
    }
}

impl From<options::Options> for SessionOptions {
    fn from(shown: options::Options) -> Self {
        let providers = shown.providers.into_iter().map(|(id, name)| SignInProvider { id, name });
        Self {
            sign_up: match shown.sign_up {
                sign_up::SignUp::Open => SignUpState::Open,
                sign_up::SignUp::Link => SignUpState::Link,
                sign_up::SignUp::Closed => SignUpState::Closed,
            },
            providers: providers.collect(),
            can_mail: shown.can_mail,
        }
    }
}

impl From<OwnSession> for Session {
    fn from(shown: OwnSession) -> Self {
        Self {
            id: SessionId::from_uuid(shown.id),
            current: shown.is_current,
            created_at: rfc3339(shown.created_at_ms),
            last_seen_at: rfc3339(shown.last_seen_at_ms),
            expires_at: rfc3339(shown.expires_at_ms),
            ip: shown.ip,
            user_agent: shown.user_agent,
        }
    }
}

impl From<second_factor::SecondFactor> for SecondFactor {
    fn from(shown: second_factor::SecondFactor) -> Self {
        Self {
            enabled: shown.confirmed_at_ms.is_some(),
            confirmed_at: shown.confirmed_at_ms.map(rfc3339),
            recovery_codes_left: shown.recovery_codes_left,
        }
    }
}

impl From<second_factor::Setup> for SecondFactorSetup {
    fn from(shown: second_factor::Setup) -> Self {
        Self { secret: shown.secret, otpauth_url: shown.otpauth_url, qr_svg: shown.qr_svg }
    }
}

impl From<ShownPlace> for Place {
    fn from(shown: ShownPlace) -> Self {
        Self {
            kind: Kind::of(&shown.org_public_id).into(),
            id: shown.org_public_id,
            name: shown.org_name,
            role: shown.role.into(),
            current: shown.is_current,
        }
    }
}

impl From<Kept> for Mail {
    fn from(shown: Kept) -> Self {
        Self {
            id: shown.id,
            to: shown.recipient,
            subject: shown.subject,
            text: shown.text,
            created_at: rfc3339(shown.created_at_ms),
            sent_at: shown.sent_at_ms.map(rfc3339),
            error: shown.fault,
        }
    }
}
