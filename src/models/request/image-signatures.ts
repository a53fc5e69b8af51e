import type { ImageMediaType } from '../model-provider';

/** Whether `bytes` begin as a file of `mediaType` does (signatures of the WHATWG MIME Sniffing standard, 6.1). */
export function startsAs(mediaType: ImageMediaType, bytes: Buffer): boolean {
  const startsWith = (text: string, at = 0) => bytes.toString('latin1', at, at + text.length) === text;
  switch (mediaType) {
    case 'image/png':
      return startsWith('\x89PNG\r\n\x1a\n');
    case 'image/jpeg':
      return startsWith('\xff\xd8\xff');
    case 'image/gif':
      return startsWith('GIF87a') || startsWith('GIF89a');
    case 'image/webp':
      return startsWith('RIFF') && startsWith('WEBP', 8);
  }
}
