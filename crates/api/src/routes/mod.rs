//! The route list: a folder per noun, a file per verb.

pub mod access;
pub mod alert;
pub mod annotation;
pub mod api_key;
pub mod audit;
pub mod class;
pub mod collection;
pub mod comment;
pub mod data_point;
pub mod document;
pub mod export;
pub mod file;
pub mod invitation;
pub mod learning;
pub mod lock;
pub mod mail;
pub mod me;
pub mod model;
pub mod organization;
pub mod process;
pub mod process_type;
pub mod queue_view;
pub mod result;
pub mod scope;
pub mod session;
pub mod statistics;
pub mod system;
pub mod table;
pub mod user;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

/// Every route of one version of the API, with its documentation.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(process_type::list::list))
        .routes(routes!(process::list::list, process::create::create))
        .routes(routes!(process::get::get, process::rename::rename, process::delete::delete))
        .routes(routes!(process::config::config, process::edit_config::edit_config))
        .routes(routes!(data_point::list::list, data_point::add::add))
        .routes(routes!(data_point::change::change, data_point::remove::remove))
        .routes(routes!(process::reset_config::reset_config))
        .routes(routes!(process::events::events))
        .merge(learning())
        .merge(queue())
        .merge(tables())
        .merge(review())
        .routes(routes!(collection::list::list, collection::upload::upload))
        .routes(routes!(collection::upload_base64::upload_base64))
        .routes(routes!(collection::get::get, collection::edit::edit, collection::delete::delete))
        .routes(routes!(collection::stop::stop))
        .routes(routes!(collection::reprocess::reprocess))
        .routes(routes!(collection::accept::accept))
        .routes(routes!(collection::reopen::reopen))
        .routes(routes!(result::get::get))
        .routes(routes!(result::ocr::ocr))
        .merge(exports())
        .routes(routes!(file::download::download))
        .routes(routes!(file::download_all::download_all))
        .routes(routes!(document::get::get))
        .routes(routes!(document::page_image::page_image))
        .routes(routes!(document::page_words::page_words))
        .routes(routes!(annotation::create::create))
        .routes(routes!(annotation::change::change, annotation::delete::delete))
        .merge(sessions())
        .routes(routes!(scope::list::list))
        .merge(keys())
        .routes(routes!(invitation::look::look))
        .routes(routes!(invitation::accept::accept))
        .merge(me())
        .routes(routes!(organization::get::get, organization::edit::edit))
        .routes(routes!(organization::convert::convert))
        .routes(routes!(organization::create::create))
        .routes(routes!(user::list::list))
        .routes(routes!(user::get::get, user::edit::edit, user::remove::remove))
        .routes(routes!(user::deactivate::deactivate))
        .routes(routes!(user::activate::activate))
        .routes(routes!(invitation::list::list, invitation::create::create))
        .routes(routes!(invitation::resend::resend))
        .routes(routes!(invitation::revoke::revoke))
        .routes(routes!(access::list::list))
        .routes(routes!(access::grant::grant, access::remove::remove))
        .routes(routes!(system::state::state))
        .routes(routes!(system::usage::usage))
        .routes(routes!(audit::list::list))
        .routes(routes!(audit::export::export))
}

/// Ways in and out.
fn sessions() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(session::sign_in::sign_in, session::sign_out::sign_out))
        .routes(routes!(session::sign_in_by_link::sign_in_by_link))
        .routes(routes!(session::options::options))
        .routes(routes!(session::sign_up::sign_up))
        .routes(routes!(session::ask_password_reset::ask_password_reset))
        .routes(routes!(session::confirm_password_reset::confirm_password_reset))
        .routes(routes!(session::start_with_provider::start_with_provider))
        .routes(routes!(session::finish_with_provider::finish_with_provider))
}

/// API keys, and what is unusual about them.
fn keys() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(api_key::list::list, api_key::create::create))
        .routes(routes!(api_key::get::get, api_key::edit::edit, api_key::delete::delete))
        .routes(routes!(api_key::rotate::rotate))
        .routes(routes!(api_key::usage::usage))
        .routes(routes!(api_key::list::list_of_process, api_key::create::create_of_process))
        .routes(routes!(
            api_key::get::get_of_process,
            api_key::edit::edit_of_process,
            api_key::delete::delete_of_process
        ))
        .routes(routes!(api_key::rotate::rotate_of_process))
        .routes(routes!(api_key::usage::usage_of_process))
        .routes(routes!(alert::list::list))
        .routes(routes!(alert::acknowledge::acknowledge))
}

/// The caller.
fn me() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(me::get::get, me::edit::edit))
        .routes(routes!(me::list_sessions::list_sessions, me::end_sessions::end_sessions))
        .routes(routes!(me::end_session::end_session))
        .routes(routes!(
            me::get_second_factor::get_second_factor,
            me::begin_second_factor::begin_second_factor
        ))
        .routes(routes!(me::confirm_second_factor::confirm_second_factor))
        .routes(routes!(me::disable_second_factor::disable_second_factor))
        .routes(routes!(me::renew_recovery_codes::renew_recovery_codes))
        .routes(routes!(me::list_organizations::list_organizations))
        .routes(routes!(me::switch_organization::switch_organization))
        .routes(routes!(mail::list::list))
        .routes(routes!(me::set_password::set_password))
}

/// Results that leave.
fn exports() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(export::list::list, export::create::create))
        .routes(routes!(export::get::get, export::delete::delete))
        .routes(routes!(export::download::download))
}

/// What the dashboard and the queue are made of.
fn queue() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(statistics::get::get))
        .routes(routes!(process::duplicate::duplicate))
        .routes(routes!(collection::bulk::bulk))
        .routes(routes!(collection::assignees::assignees))
        .routes(routes!(queue_view::list::list, queue_view::create::create))
        .routes(routes!(queue_view::change::change, queue_view::delete::delete))
}

/// Tables as people lay them out.
fn tables() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(table::list::list, table::create::create))
        .routes(routes!(table::detect::detect))
        .routes(routes!(table::change::change, table::delete::delete))
        .routes(routes!(table::restore::restore))
}

/// What people do while they review.
fn review() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(annotation::confirm::confirm))
        .routes(routes!(annotation::restore::restore))
        .routes(routes!(annotation::history::history))
        .routes(routes!(annotation::set_confirmed::set_confirmed))
        .routes(routes!(annotation::put_in_order::put_in_order))
        .routes(routes!(comment::list::list, comment::create::create))
        .routes(routes!(comment::delete::delete))
        .routes(routes!(lock::get::get, lock::hold::hold, lock::release::release))
        .routes(routes!(collection::reject::reject))
        .routes(routes!(document::list_of_file::list_of_file, document::divide::divide))
}

/// What processes learn.
fn learning() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(learning::get::get, learning::edit::edit))
        .routes(routes!(learning::train::train))
        .routes(routes!(learning::suspects::suspects))
        .routes(routes!(learning::next::next))
        .routes(routes!(model::list::list))
        .routes(routes!(model::activate::activate))
        .routes(routes!(model::diff::diff))
        .routes(routes!(class::list::list))
        .routes(routes!(class::rename::rename, class::forget::forget))
}
