//! Prints the OpenAPI document: `cargo run -p perigee-api --example openapi > web/openapi.json`.

fn main() {
    print!("{}", perigee_api::openapi::json());
}
