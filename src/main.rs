//! The `wegwijzer` program: hands over to the command line and gives back its verdict.

fn main() -> std::process::ExitCode {
    wegwijzer::cli::run().into()
}
