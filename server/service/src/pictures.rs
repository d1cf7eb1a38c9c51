//! Pictures that members send: read and written anew (MSG-3).
//!
//! What is kept is the picture itself, the right way up, and nothing else of the file: no place
//! where it was taken, no camera, no hidden second file. A picture that would be too large in
//! memory is refused by what its head says, before anything of it is read.

use std::io::Cursor;

use domain::messages::{FileKind, FileProblem, MOST_PIXELS};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};

/// JPEG from 1 to 100: at this quality nobody sees a difference to what was sent.
const QUALITY: u8 = 90;

/// The most memory of a picture that is being read: 40 megapixels in four channels of a byte.
const MOST_MEMORY: u64 = MOST_PIXELS * 4;

/// A picture written anew, and the kind that it now is. Takes as long as a second; never to be
/// called where others wait.
///
/// # Errors
/// Why it is not taken.
pub fn rewritten(kind: FileKind, content: &[u8]) -> Result<(FileKind, Vec<u8>), FileProblem> {
    match kind {
        FileKind::Jpeg => Ok((kind, as_jpeg(&read(content, ImageFormat::Jpeg)?)?)),
        FileKind::Png => Ok((kind, as_png(&read(content, ImageFormat::Png)?)?)),
        FileKind::Heic => Ok((FileKind::Jpeg, as_jpeg(&read_heic(content)?)?)),
        FileKind::Pdf | FileKind::Text => Err(FileProblem::OtherKind),
    }
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

fn as_jpeg(picture: &DynamicImage) -> Result<Vec<u8>, FileProblem> {
    let mut written = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut written, QUALITY);
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

    use image::Rgb;

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
        let mut sent = as_jpeg(&picture(64, 32)).unwrap();
        sent.splice(2..2, exif());
        sent.extend(b"PK\x03\x04 another file behind the picture");
        assert!(String::from_utf8_lossy(&sent).contains("45.5231"));
        let (kind, kept) = rewritten(FileKind::Jpeg, &sent).unwrap();
        assert_eq!(kind, FileKind::Jpeg);
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
        let (_, kept) = rewritten(FileKind::Png, &sent).unwrap();
        assert!(!String::from_utf8_lossy(&kept).contains("45.5231"));
        let kept = image::load_from_memory(&kept).unwrap();
        assert!(is_red(&kept, 2, 2));
    }

    #[test]
    fn msg_3_a_picture_of_an_iphone_becomes_jpeg() {
        let pixels = picture(64, 64).to_rgb8().into_raw();
        let sent = heifer::encode_rgb8(64, 64, &pixels, &heifer::EncodeOptions::default()).unwrap();
        assert_eq!(FileKind::of_content(&sent), Some(FileKind::Heic));
        let (kind, kept) = rewritten(FileKind::Heic, &sent).unwrap();
        assert_eq!(kind, FileKind::Jpeg);
        let kept = image::load_from_memory(&kept).unwrap();
        assert_eq!((kept.width(), kept.height()), (64, 64));
        assert!(is_red(&kept, 8, 8) && !is_red(&kept, 50, 50));
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
        let mut head = as_jpeg(&picture(8, 8)).unwrap();
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
        let whole = as_jpeg(&picture(64, 64)).unwrap();
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
