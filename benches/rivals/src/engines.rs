//! Every converter behind one closure type; the only file that names their APIs.

use std::hint::black_box;

pub struct Engine {
    pub name: &'static str,
    /// Converts and drops the result.
    pub convert: Box<dyn FnMut(&str)>,
}

fn engine<T>(name: &'static str, mut convert: impl FnMut(&str) -> T + 'static) -> Engine {
    Engine {
        name,
        convert: Box::new(move |text| drop(black_box(convert(text)))),
    }
}

/// The engines for one conversion ("s2t", "s2twp" or "t2s"), built and warm; zhfix first.
pub fn all(conversion: &str) -> Vec<Engine> {
    let mut engines = vec![zhfix(conversion), zhfix_reusing(conversion)];
    #[cfg(feature = "opencc")]
    engines.push(opencc(conversion));
    engines.extend([zhconv(conversion), fmmseg(conversion), ferrous(conversion)]);
    engines.push(engine("bare loop", bare_loop));
    for e in &mut engines {
        (e.convert)("预热 預熱");
    }
    engines
}

/// zhfix for one conversion.
pub fn converter(conversion: &str) -> zhfix::convert::Converter {
    zhfix::convert::Converter::exact(conversion).unwrap_or_else(|e| panic!("{conversion}: {e}"))
}

fn zhfix(conversion: &str) -> Engine {
    let c = converter(conversion);
    engine("zhfix", move |text| c.convert(text))
}

fn zhfix_reusing(conversion: &str) -> Engine {
    let c = converter(conversion);
    let mut out = String::new();
    engine("zhfix, kept buffer", move |text| {
        out.clear();
        c.convert_into(text, &mut out);
        black_box(&out);
    })
}

#[cfg(feature = "opencc")]
fn opencc(conversion: &str) -> Engine {
    let c = crate::opencc::OpenCc::open(&format!("{conversion}.json"));
    engine("OpenCC library", move |text| c.convert(text))
}

fn zhconv(conversion: &str) -> Engine {
    let target = match conversion {
        "s2t" => zhconv::Variant::ZhHant,
        "s2twp" => zhconv::Variant::ZhTW,
        "t2s" => zhconv::Variant::ZhHans,
        _ => panic!("zhconv: no variant for {conversion}"),
    };
    let c = zhconv::get_builtin_converter(target);
    engine("zhconv", move |text| c.convert(text))
}

fn fmmseg(conversion: &str) -> Engine {
    let mut c = opencc_fmmseg::OpenCC::new();
    c.set_parallel(false);
    let conversion = conversion.to_owned();
    engine("opencc-fmmseg", move |text| {
        c.convert(text, &conversion, false)
    })
}

fn ferrous(conversion: &str) -> Engine {
    use ferrous_opencc::config::BuiltinConfig;
    let config = match conversion {
        "s2t" => BuiltinConfig::S2t,
        "s2twp" => BuiltinConfig::S2twp,
        "t2s" => BuiltinConfig::T2s,
        _ => panic!("ferrous-opencc: no configuration for {conversion}"),
    };
    let c = ferrous_opencc::OpenCC::from_config(config).expect("ferrous-opencc loads");
    engine("ferrous-opencc", move |text| c.convert(text))
}

/// Decodes and encodes each character and does nothing else: the bound for any
/// converter that looks at characters one by one.
fn bare_loop(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len() + 4);
    let mut from = bytes.as_ptr();
    let mut to: *mut u8 = out.as_mut_ptr();
    // SAFETY: `text` is valid UTF-8, so each lead byte has its continuation bytes; every
    // character is written with the length it was read with, so `to` stays in `out`.
    unsafe {
        let end = from.add(bytes.len());
        while from < end {
            let lead = u32::from(*from);
            let next = |i: usize| u32::from(*from.add(i)) & 0x3f;
            let (c, read) = if lead < 0x80 {
                (lead, 1)
            } else if lead < 0xe0 {
                ((lead & 0x1f) << 6 | next(1), 2)
            } else if lead < 0xf0 {
                ((lead & 0x0f) << 12 | next(1) << 6 | next(2), 3)
            } else {
                (
                    (lead & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3),
                    4,
                )
            };
            from = from.add(read);
            let tail = |shift: u32| 0x80 | (c >> shift & 0x3f) as u8;
            let written = if c < 0x80 {
                *to = c as u8;
                1
            } else if c < 0x800 {
                *to = 0xc0 | (c >> 6) as u8;
                *to.add(1) = tail(0);
                2
            } else if c < 0x1_0000 {
                *to = 0xe0 | (c >> 12) as u8;
                *to.add(1) = tail(6);
                *to.add(2) = tail(0);
                3
            } else {
                *to = 0xf0 | (c >> 18) as u8;
                *to.add(1) = tail(12);
                *to.add(2) = tail(6);
                *to.add(3) = tail(0);
                4
            };
            to = to.add(written);
        }
        out.set_len(to.offset_from(out.as_ptr()) as usize);
        String::from_utf8_unchecked(out)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn bare_loop_copies() {
        let text = "aé汉字𠀀\n";
        assert_eq!(super::bare_loop(text), text);
    }
}
