import { invalidField, MeshError } from '../../errors';
import { inwardHost } from '../../text';
import { IMAGE_MEDIA_TYPES, type ImageMediaType, type ModelImage } from '../model-provider';
import { objectAt, textAt } from './fields';
import { startsAs } from './image-signatures';

/** Images of one request, and bytes of one image, decoded: what every provider with vision takes. */
export const MAX_IMAGES = 16;
const MAX_IMAGE_BYTES = 5 * 1024 * 1024;
const MAX_URL_LENGTH = 2_048;
const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+);base64,/;
/** Longer than any `data:` URL says before its comma. */
const DATA_URL_HEAD_LENGTH = 128;

/**
 * The image in a `data:` URL, an https URL or `{media_type, data}`; `data` is base64.
 * @throws MeshError 422 for what is no such image, 413 `image-too-large`; both name `path`.
 */
export function readImage(value: unknown, path: string): ModelImage {
  if (typeof value === 'string') return readImageUrl(value, path);
  const { media_type: mediaType, data } = objectAt(value, path);
  return inline(textAt(mediaType, `${path}.media_type`), textAt(data, `${path}.data`), path);
}

/** The image in a `data:` or https URL. */
export function readImageUrl(url: string, path: string): ModelImage {
  if (!url.startsWith('data:')) return { url: fetchable(url, path) };
  const head = DATA_URL.exec(url.slice(0, DATA_URL_HEAD_LENGTH));
  if (head === null) throw invalidField(path, 'must be a data: URL with a media type and base64');
  return inline(head[1] as string, url.slice(head[0].length), path);
}

function fetchable(url: string, path: string): string {
  const parsed = url.length <= MAX_URL_LENGTH && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' || parsed.username !== '') throw invalidField(path, 'must be a data: URL or an https URL');
  // Whoever fetches it must not be led into a network of their own.
  if (inwardHost(parsed.hostname) !== undefined) throw invalidField(path, 'must lead to a host of the public Internet');
  return url;
}

function inline(declared: string, base64: string, path: string): ModelImage {
  const named = declared.toLowerCase();
  const mediaType: ImageMediaType | undefined = IMAGE_MEDIA_TYPES.find((type) => type === (named === 'image/jpg' ? 'image/jpeg' : named));
  if (mediaType === undefined) throw invalidField(path, `must be one of ${IMAGE_MEDIA_TYPES.join(', ')}`);
  const expectedBytes = Buffer.byteLength(base64, 'base64');
  if (expectedBytes > MAX_IMAGE_BYTES) throw tooLarge(path, expectedBytes);
  const bytes = Buffer.from(base64, 'base64');
  // Node skips what is no base64, and takes the URL alphabet, which providers do not.
  if (bytes.length !== expectedBytes || bytes.length === 0 || /[^A-Za-z0-9+/=]/.test(base64))
    throw invalidField(path, 'is not valid base64');
  if (!startsAs(mediaType, bytes)) throw invalidField(path, `is not an image of the type ${mediaType}`);
  return { mediaType, base64 };
}

function tooLarge(path: string, bytes: number): MeshError {
  const message = `has ${bytes} bytes, at most ${MAX_IMAGE_BYTES} are taken`;
  return new MeshError('too-large', 'image-too-large', `${path}: ${message}`, { errors: [{ field: path, message }] });
}
