//! The route list: a folder per noun, a file per verb.

pub mod annotation;
pub mod collection;
pub mod document;
pub mod file;
pub mod me;
pub mod process;
pub mod process_type;
pub mod result;
pub mod session;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

/// Every route of one version of the API, with its documentation.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(process_type::list::list))
        .routes(routes!(process::list::list, process::create::create))
        .routes(routes!(process::get::get, process::rename::rename, process::delete::delete))
        .routes(routes!(process::config::config))
        .routes(routes!(process::reset_config::reset_config))
        .routes(routes!(process::events::events))
        .routes(routes!(collection::list::list, collection::upload::upload))
        .routes(routes!(collection::upload_base64::upload_base64))
        .routes(routes!(collection::get::get, collection::edit::edit, collection::delete::delete))
        .routes(routes!(collection::stop::stop))
        .routes(routes!(collection::reprocess::reprocess))
        .routes(routes!(collection::accept::accept))
        .routes(routes!(collection::reopen::reopen))
        .routes(routes!(result::get::get))
        .routes(routes!(result::ocr::ocr))
        .routes(routes!(file::download::download))
        .routes(routes!(file::download_all::download_all))
        .routes(routes!(document::get::get))
        .routes(routes!(document::page_image::page_image))
        .routes(routes!(document::page_words::page_words))
        .routes(routes!(annotation::create::create))
        .routes(routes!(annotation::change::change, annotation::delete::delete))
        .routes(routes!(session::sign_in::sign_in, session::sign_out::sign_out))
        .routes(routes!(session::sign_in_by_link::sign_in_by_link))
        .routes(routes!(me::get::get))
        .routes(routes!(me::set_password::set_password))
}
