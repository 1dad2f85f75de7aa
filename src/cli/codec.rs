//! Compressed files, told by their suffix.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// How the bytes of a file are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

impl Packing {
    pub(crate) fn of(path: &Path) -> Self {
        match path.extension().map(OsStr::to_ascii_lowercase) {
            Some(suffix) if suffix == "gz" => Self::Gzip,
            Some(suffix) if suffix == "zst" => Self::Zstd,
            _ => Self::Plain,
        }
    }

    /// Unpack while reading.
    pub(crate) fn reader(self, file: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::Plain => Box::new(file),
            Self::Gzip => Box::new(Unpacker { inner: MultiGzDecoder::new(file), suffix: "gz" }),
            Self::Zstd => Box::new(Unpacker { inner: zstd::Decoder::new(file)?, suffix: "zst" }),
        })
    }

    /// Pack while writing.
    pub(crate) fn writer<W: Write>(self, file: W) -> io::Result<Packer<W>> {
        Ok(match self {
            Self::Plain => Packer::Plain(file),
            Self::Gzip => Packer::Gzip(GzEncoder::new(file, flate2::Compression::default())),
            Self::Zstd => Packer::Zstd(zstd::Encoder::new(file, 0)?),
        })
    }
}

/// Says of an error that it is the packed data's.
struct Unpacker<R> {
    inner: R,
    suffix: &'static str,
}

impl<R: Read> Read for Unpacker<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| {
            let suffix = self.suffix;
            let what = match error.kind() {
                // The system's own errors, such as a directory of that name.
                _ if error.raw_os_error().is_some() => return error,
                io::ErrorKind::Interrupted => return error,
                io::ErrorKind::UnexpectedEof => {
                    format!("the .{suffix} data end too early; fetch or pack the file again")
                }
                _ => format!("the .{suffix} data are broken ({error}); test it with `{}`", self.test()),
            };
            io::Error::new(io::ErrorKind::InvalidData, what)
        })
    }
}

impl<R> Unpacker<R> {
    fn test(&self) -> &'static str {
        if self.suffix == "gz" { "gzip -t" } else { "zstd -t" }
    }
}

/// A writer that packs. What it holds back is written by [`finish`](Self::finish) only.
pub(crate) enum Packer<W: Write> {
    Plain(W),
    Gzip(GzEncoder<W>),
    Zstd(zstd::Encoder<'static, W>),
}

impl<W: Write> Packer<W> {
    pub(crate) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.write_all(bytes),
            Self::Gzip(file) => file.write_all(bytes),
            Self::Zstd(file) => file.write_all(bytes),
        }
    }

    pub(crate) fn finish(self) -> io::Result<W> {
        match self {
            Self::Plain(file) => Ok(file),
            Self::Gzip(file) => file.finish(),
            Self::Zstd(file) => file.finish(),
        }
    }
}
