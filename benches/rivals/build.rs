//! Links the static OpenCC library of the Python wheel.

fn main() {
    println!("cargo:rerun-if-env-changed=OPENCC_CLIB");
    if std::env::var_os("CARGO_FEATURE_OPENCC").is_none() {
        return;
    }
    let clib = std::env::var("OPENCC_CLIB")
        .expect("feature `opencc` needs OPENCC_CLIB=<the wheel's opencc/clib folder>");
    println!("cargo:rustc-link-search=native={clib}/lib64");
    println!("cargo:rustc-link-search=native={clib}/lib");
    println!("cargo:rustc-link-lib=static=opencc");
    println!("cargo:rustc-link-lib=static=marisa");
    println!("cargo:rustc-link-lib=dylib=stdc++");
}
