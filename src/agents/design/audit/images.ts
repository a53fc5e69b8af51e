import { type Element, isTag, isText } from 'domhandler';
import type { ComputedStyle } from '../html/computed-style';
import { heldTo, joined, type AuditPart } from './finding';
import type { AuditedPage } from './page';

/** Below this many characters a pixel of image, SpamAssassin counts a message as nearly all image (its rule HTML_IMAGE_RATIO_02). */
const CHARACTERS_PER_PIXEL = 0.002;
/** Smaller images are spacers and tracking pixels. */
const SPACER_PX = 3;
/** What an image without sizes is taken to be: the width of an e-mail, in the shape of a banner. */
const ASSUMED_PX = { width: 600, height: 300 };

/** How much of a message is image. */
export interface ImageShare {
  images: number;
  image_area_px: number;
  text_characters: number;
}

/** Alternative texts, and the share of images. */
export function imageChecks(page: AuditedPage): AuditPart & { share: ImageShare } {
  const { document, styles, texts } = page;
  const images = document.elements.filter((element) => element.name === 'img' && styles.get(element)?.hidden === false);
  const faulty = images.flatMap((image) => {
    const fault = altFault(image);
    return fault === undefined ? [] : [{ where: `<img> (line ${document.lineOf(image)})`, ...fault }];
  });
  const shown = images.map((image) => areaPx(image, styles.get(image)!)).filter((area) => area > SPACER_PX ** 2);
  const share = {
    images: shown.length,
    image_area_px: shown.reduce((sum, area) => sum + area, 0),
    text_characters: texts.reduce((sum, { text }) => sum + text.length, 0),
  };
  const words = share.image_area_px === 0 || share.text_characters / share.image_area_px >= CHARACTERS_PER_PIXEL;
  const detail =
    share.images === 0
      ? 'no images'
      : `${share.text_characters} characters of text to ${share.image_area_px} px of ${share.images === 1 ? 'image' : `${share.images} images`}`;
  const mostlyImage = {
    where: 'the whole message',
    problem: 'the message is nearly all image: filters distrust it, and without images little is left',
    fix: `write at least ${Math.ceil(share.image_area_px * CHARACTERS_PER_PIXEL)} characters of text, or make the images smaller`,
  };
  return {
    ...joined([
      heldTo('alt_texts', images.length, 'images', faulty, { wcag: '1.1.1' }),
      {
        checks: [{ rule: 'image_to_text', passed: words, detail, advisory: true }],
        findings: words ? [] : [{ rule: 'image_to_text', ...mostlyImage }],
      },
    ]),
    share,
  };
}

function altFault({ attribs, parent }: Element): { problem: string; fix: string } | undefined {
  const { alt } = attribs;
  const link = parent !== null && isTag(parent) && parent.name === 'a' ? parent : undefined;
  const alone =
    link !== undefined &&
    link.children.every((child) => !isText(child) || child.data.trim() === '') &&
    (link.attribs['aria-label'] ?? '') === '';
  if (alt === undefined)
    return { problem: 'an image has no alt attribute', fix: 'say what it shows in alt, or alt="" where it is decoration' };
  if (alone && alt.trim() === '')
    return { problem: 'a link holds nothing but an image without alt text', fix: 'say in alt where the link leads' };
  if (/^\S+\.(?:png|jpe?g|gif|webp|svg)$/i.test(alt.trim()))
    return { problem: 'the alt text is a file name', fix: 'say what the image shows' };
  if (/^(?:image|photo|picture|logo|banner|img)$/i.test(alt.trim()))
    return { problem: `the alt text "${alt.trim()}" says nothing`, fix: 'say what the image shows' };
  return undefined;
}

function areaPx(image: Element, { declared }: ComputedStyle): number {
  const given = (name: 'width' | 'height') => pixels(declared.get(name)) ?? pixels(image.attribs[name]);
  const [width, height] = [given('width'), given('height')];
  if (width !== undefined && height !== undefined) return width * height;
  return (width ?? ASSUMED_PX.width) * (height ?? ((width ?? ASSUMED_PX.width) * ASSUMED_PX.height) / ASSUMED_PX.width);
}

function pixels(value: string | undefined): number | undefined {
  const [, digits] = /^\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$/.exec(value ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}
