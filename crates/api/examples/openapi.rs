//! Prints the OpenAPI document.
fn main() {
    print!("{}", perigee_api::openapi::json());
}
