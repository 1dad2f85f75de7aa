//! The command `zhfix`.

fn main() -> std::process::ExitCode {
    zhfix::cli::main()
}
