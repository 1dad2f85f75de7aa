//! Forms of ideographs that only Japan writes.

use crate::lexicon::{Characters, builtin};
use crate::variant::Script;

/// All of them: those that no list of China, Taiwan or Hong Kong has.
pub(super) fn all() -> impl Iterator<Item = char> {
    let mut all = Vec::new();
    builtin::shinjitai().for_each(|key, _| all.extend(key.chars().next()));
    all.into_iter()
}

/// The form that Chinese text in `script` has for a Japanese one.
pub(super) fn chinese(c: char, script: Script) -> Option<char> {
    let mut buffer = [0; 4];
    let traditional = builtin::shinjitai().get(c.encode_utf8(&mut buffer))?.chars().next()?;
    Some(match script {
        Script::Traditional => traditional,
        Script::Simplified => Characters::get().simplified(traditional),
    })
}
