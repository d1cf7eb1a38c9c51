//! Pictures that members send: read and written anew (MSG-3).
//!
//! What is kept is the picture itself, the right way up, and nothing else of the file: no place
//! where it was taken, no camera, no hidden second file; and a small one of it, by which it is
//! known again on a page. A picture that would be too large in
//! memory is refused by what its head says, before anything of it is read.

use std::io::Cursor;

use domain::messages::{FileKind, FileProblem, MOST_PIXELS, PREVIEW_SIDE};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

/// JPEG from 1 to 100: at this quality nobody sees a difference to what was sent.
const QUALITY: u8 = 90;

/// The same of a small picture, which is only looked at.
const SMALL_QUALITY: u8 = 75;

/// The most memory of a picture that is being read: 40 megapixels in four channels of a byte.
const MOST_MEMORY: u64 = MOST_PIXELS * 4;

/// A picture written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The kind that it now is.
    pub kind: FileKind,
    /// Its bytes.
    pub content: Vec<u8>,
    /// It made small.
    pub preview: Preview,
}

/// A picture made small: a JPEG of no more than [`PREVIEW_SIDE`] pixels a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// How wide and how high it is, in pixels.
    pub size: (u32, u32),
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A picture written anew, with a small one of it. Takes as long as a second; never to be called
/// where others wait.
///
/// # Errors
/// Why it is not taken.
pub fn rewritten(kind: FileKind, content: &[u8]) -> Result<Written, FileProblem> {
    let (kind, picture) = match kind {
        FileKind::Jpeg => (kind, read(content, ImageFormat::Jpeg)?),
        FileKind::Png => (kind, read(content, ImageFormat::Png)?),
        FileKind::Heic => (FileKind::Jpeg, read_heic(content)?),
        FileKind::Pdf | FileKind::Text => return Err(FileProblem::OtherKind),
    };
    let content = match kind {
        FileKind::Png => as_png(&picture)?,
        _ => as_jpeg(&picture, QUALITY)?,
    };
    Ok(Written {
        kind,
        content,
        preview: small(&picture)?,
    })
}

/// A picture made small, on white where one can see through it. A small one stays as large as it
/// is.
fn small(picture: &DynamicImage) -> Result<Preview, FileProblem> {
    let fits = picture.width() <= PREVIEW_SIDE && picture.height() <= PREVIEW_SIDE;
    let small = if fits {
        picture.to_rgba8()
    } else {
        picture.thumbnail(PREVIEW_SIDE, PREVIEW_SIDE).to_rgba8()
    };
    let size = small.dimensions();
    let on_white = RgbImage::from_fn(size.0, size.1, |x, y| {
        let [red, green, blue, opaque] = small.get_pixel(x, y).0;
        Rgb([red, green, blue].map(|light| over_white(light, opaque)))
    });
    let content = as_jpeg(&DynamicImage::ImageRgb8(on_white), SMALL_QUALITY)?;
    Ok(Preview { size, content })
}

/// What one sees of a light that lets white through.
fn over_white(light: u8, opaque: u8) -> u8 {
    let (light, opaque) = (u16::from(light), u16::from(opaque));
    u8::try_from((light * opaque + 255 * (255 - opaque)) / 255).unwrap_or(u8::MAX)
}

fn read(content: &[u8], format: ImageFormat) -> Result<DynamicImage, FileProblem> {
    let broken = |_| FileProblem::Broken;
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(3 * MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(FileProblem::TooManyPixels);
    }
    // A camera says how it was held; a picture that loses that mark must be turned first.
    let orientation = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn read_heic(content: &[u8]) -> Result<DynamicImage, FileProblem> {
    let options = heifer::Options {
        max_threads: 1,
        max_pixels: MOST_PIXELS,
    };
    let picture = heifer::decode_srgb_rgba8(content, &options).map_err(|_| FileProblem::Broken)?;
    let pixels: Vec<u8> = picture
        .data
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    RgbImage::from_raw(picture.width, picture.height, pixels)
        .map(DynamicImage::ImageRgb8)
        .ok_or(FileProblem::Broken)
}

fn as_jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, FileProblem> {
    let mut written = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut written, quality);
    let done = if picture.color().has_color() {
        picture.to_rgb8().write_with_encoder(encoder)
    } else {
        picture.to_luma8().write_with_encoder(encoder)
    };
    done.map_err(|_| FileProblem::Broken)?;
    Ok(written)
}

fn as_png(picture: &DynamicImage) -> Result<Vec<u8>, FileProblem> {
    let mut written = Vec::new();
    picture
        .write_with_encoder(PngEncoder::new(&mut written))
        .map_err(|_| FileProblem::Broken)?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use image::{Rgba, RgbaImage};

    use super::*;

    /// A picture whose upper left corner is red, the rest blue.
    fn picture(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
            if x < width / 2 && y < height / 2 {
                Rgb([250, 10, 10])
            } else {
                Rgb([10, 10, 250])
            }
        }))
    }

    fn is_red(picture: &DynamicImage, x: u32, y: u32) -> bool {
        let pixel = picture.to_rgb8().get_pixel(x, y).0;
        pixel[0] > 180 && pixel[2] < 80
    }

    /// An EXIF segment that says "turned by 90 degrees" and names a place.
    fn exif() -> Vec<u8> {
        let mut tiff: Vec<u8> = Vec::new();
        tiff.extend(b"MM\0\x2a\0\0\0\x08");
        // One entry: orientation (0x0112), SHORT, 1 value: 6.
        tiff.extend(b"\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
        tiff.extend(b"GPSLatitude 45.5231 N");
        let mut segment = b"\xff\xe1".to_vec();
        let length = u16::try_from(2 + 6 + tiff.len()).unwrap();
        segment.extend(length.to_be_bytes());
        segment.extend(b"Exif\0\0");
        segment.extend(tiff);
        segment
    }

    #[test]
    fn msg_3_a_photograph_loses_its_place_and_stands_upright() {
        let mut sent = as_jpeg(&picture(64, 32), QUALITY).unwrap();
        sent.splice(2..2, exif());
        sent.extend(b"PK\x03\x04 another file behind the picture");
        assert!(String::from_utf8_lossy(&sent).contains("45.5231"));
        let written = rewritten(FileKind::Jpeg, &sent).unwrap();
        assert_eq!(written.kind, FileKind::Jpeg);
        let kept = written.content;
        let text = String::from_utf8_lossy(&kept);
        for gone in ["45.5231", "GPS", "Exif", "another file"] {
            assert!(!text.contains(gone), "{gone}");
        }
        let kept = image::load_from_memory(&kept).unwrap();
        assert_eq!((kept.width(), kept.height()), (32, 64), "turned");
        assert!(is_red(&kept, 30, 2) && !is_red(&kept, 2, 2));
    }

    #[test]
    fn msg_3_a_png_loses_its_texts() {
        let mut sent = as_png(&picture(16, 16)).unwrap();
        // A text chunk after the head: length, type, data, check sum.
        let data = b"Location\x0045.5231 N";
        let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
        chunk.extend(b"tEXt");
        chunk.extend(data);
        chunk.extend(crc(&chunk[4..]).to_be_bytes());
        sent.splice(33..33, chunk);
        let kept = rewritten(FileKind::Png, &sent).unwrap().content;
        assert!(!String::from_utf8_lossy(&kept).contains("45.5231"));
        let kept = image::load_from_memory(&kept).unwrap();
        assert!(is_red(&kept, 2, 2));
    }

    #[test]
    fn msg_3_a_picture_of_an_iphone_becomes_jpeg() {
        let pixels = picture(64, 64).to_rgb8().into_raw();
        let sent = heifer::encode_rgb8(64, 64, &pixels, &heifer::EncodeOptions::default()).unwrap();
        assert_eq!(FileKind::of_content(&sent), Some(FileKind::Heic));
        let written = rewritten(FileKind::Heic, &sent).unwrap();
        assert_eq!(written.kind, FileKind::Jpeg);
        assert_eq!(written.preview.size, (64, 64));
        let kept = written.content;
        let kept = image::load_from_memory(&kept).unwrap();
        assert_eq!((kept.width(), kept.height()), (64, 64));
        assert!(is_red(&kept, 8, 8) && !is_red(&kept, 50, 50));
    }

    #[test]
    fn msg_3_a_small_picture_is_upright_and_holds_nothing_else() {
        let mut sent = as_jpeg(&picture(1200, 600), QUALITY).unwrap();
        sent.splice(2..2, exif());
        let preview = rewritten(FileKind::Jpeg, &sent).unwrap().preview;
        assert_eq!(
            preview.size,
            (160, 320),
            "turned, and its sides as they were"
        );
        assert!(preview.content.len() < 30_000, "{}", preview.content.len());
        let text = String::from_utf8_lossy(&preview.content);
        assert!(!text.contains("45.5231") && !text.contains("Exif"));
        assert_eq!(FileKind::of_content(&preview.content), Some(FileKind::Jpeg));
        let seen = image::load_from_memory(&preview.content).unwrap();
        assert_eq!((seen.width(), seen.height()), preview.size);
        assert!(is_red(&seen, 150, 10) && !is_red(&seen, 10, 10));
    }

    #[test]
    fn a_small_picture_fits_whatever_the_sides() {
        for (sides, small) in [
            ((8, 8), (8, 8)),
            ((320, 320), (320, 320)),
            ((321, 10), (320, 10)),
            ((5000, 1), (320, 1)),
            ((1, 5000), (1, 320)),
        ] {
            let sent = as_png(&picture(sides.0, sides.1)).unwrap();
            let preview = rewritten(FileKind::Png, &sent).unwrap().preview;
            assert_eq!(preview.size, small, "{sides:?}");
        }
    }

    #[test]
    fn what_one_can_see_through_stands_on_white() {
        let clear = RgbaImage::from_pixel(16, 16, Rgba([200, 0, 0, 0]));
        let sent = as_png(&DynamicImage::ImageRgba8(clear)).unwrap();
        let preview = rewritten(FileKind::Png, &sent).unwrap().preview;
        let seen = image::load_from_memory(&preview.content).unwrap().to_rgb8();
        assert!(seen.get_pixel(8, 8).0.iter().all(|light| *light > 250));
        assert_eq!([over_white(10, 255), over_white(0, 127)], [10, 128]);
    }

    #[test]
    fn msg_3_a_bomb_is_refused_by_its_head() {
        let mut head = as_png(&picture(8, 8)).unwrap();
        head[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        head[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        let sum = crc(&head[12..29]).to_be_bytes();
        head[29..33].copy_from_slice(&sum);
        let begun = Instant::now();
        assert_eq!(
            rewritten(FileKind::Png, &head),
            Err(FileProblem::TooManyPixels)
        );
        assert!(begun.elapsed() < Duration::from_millis(200));
        let mut head = as_jpeg(&picture(8, 8), QUALITY).unwrap();
        let frame = head.windows(2).position(|two| two == b"\xff\xc0").unwrap();
        head[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
        let begun = Instant::now();
        assert_eq!(
            rewritten(FileKind::Jpeg, &head),
            Err(FileProblem::TooManyPixels)
        );
        assert!(begun.elapsed() < Duration::from_millis(200));
    }

    #[test]
    fn what_is_no_picture_is_broken() {
        for kind in [FileKind::Jpeg, FileKind::Png, FileKind::Heic] {
            for content in [&b""[..], b"\xff\xd8\xff\xe0 no", b"\x89PNG\r\n\x1a\n no"] {
                assert_eq!(rewritten(kind, content), Err(FileProblem::Broken));
            }
        }
        let whole = as_jpeg(&picture(64, 64), QUALITY).unwrap();
        for cut in [10, 100, 300] {
            assert!(rewritten(FileKind::Jpeg, &whole[..cut]).is_err());
        }
    }

    /// The check sum of PNG.
    fn crc(data: &[u8]) -> u32 {
        !data.iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
            })
        })
    }
}
