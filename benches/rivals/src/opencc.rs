//! The four functions of OpenCC's C interface that the benchmark needs.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::path::PathBuf;

unsafe extern "C" {
    fn opencc_open(config: *const c_char) -> *mut c_void;
    fn opencc_close(handle: *mut c_void) -> c_int;
    fn opencc_convert_utf8(handle: *mut c_void, input: *const c_char, length: usize)
    -> *mut c_char;
    fn opencc_convert_utf8_free(text: *mut c_char);
    fn opencc_error() -> *const c_char;
}

pub struct OpenCc(*mut c_void);

/// Where the wheel's configurations and dictionaries are.
pub fn share() -> PathBuf {
    let clib = std::env::var_os("OPENCC_CLIB").expect("OPENCC_CLIB is set");
    PathBuf::from(clib).join("share/opencc")
}

fn error() -> String {
    // SAFETY: OpenCC returns a NUL-terminated string that lives until the next call.
    unsafe { CStr::from_ptr(opencc_error()) }
        .to_string_lossy()
        .into_owned()
}

impl OpenCc {
    pub fn open(config: &str) -> Self {
        let path = share().join(config);
        let path = CString::new(path.to_str().expect("UTF-8 path")).expect("no NUL in path");
        // SAFETY: `path` is NUL-terminated; failure is the value -1.
        let handle = unsafe { opencc_open(path.as_ptr()) };
        assert!(handle as isize != -1, "{config}: {}", error());
        OpenCc(handle)
    }

    pub fn convert(&self, text: &str) -> Converted {
        // SAFETY: the handle is open and `text` has this length.
        let result = unsafe { opencc_convert_utf8(self.0, text.as_ptr().cast(), text.len()) };
        assert!(!result.is_null(), "{}", error());
        Converted(result)
    }
}

/// OpenCC's own result; copying it would be charged to OpenCC.
pub struct Converted(*mut c_char);

impl Converted {
    pub fn as_str(&self) -> &str {
        // SAFETY: the result is NUL-terminated and lives until it is dropped.
        unsafe { CStr::from_ptr(self.0) }
            .to_str()
            .expect("OpenCC returns UTF-8")
    }
}

impl Drop for Converted {
    fn drop(&mut self) {
        // SAFETY: `opencc_convert_utf8` made it and it is freed only here.
        unsafe { opencc_convert_utf8_free(self.0) };
    }
}

impl Drop for OpenCc {
    fn drop(&mut self) {
        // SAFETY: opened in `open` and closed only here.
        unsafe { opencc_close(self.0) };
    }
}
