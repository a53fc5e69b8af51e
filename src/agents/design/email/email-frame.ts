import type { EmailFrame } from './email-layout';

/** Stands where no link was given (RFC 2606 reserves the name). */
const PLACEHOLDER_LINK = 'https://example.com/';

/** Bounds of what stands in every e-mail, so that words and not these make it heavy. */
const BRAND_CHARACTERS = 100;
const ALT_CHARACTERS = 300;
const URL_CHARACTERS = 2_000;

/** The frame from `context.brand_name`, `call_to_action_url`, `hero_image` {url, alt} and `language` (BCP 47); URLs that are not http(s) are refused with a warning. */
export function emailFrame(context: Readonly<Record<string, unknown>>): { frame: EmailFrame; warnings: string[] } {
  const { brand_name: brand, call_to_action_url: link, hero_image: hero, language } = context;
  const { url, alt } = (hero !== null && typeof hero === 'object' ? hero : {}) as { url?: unknown; alt?: unknown };
  const image = isWebUrl(url) ? { url, alt: typeof alt === 'string' ? alt.slice(0, ALT_CHARACTERS) : '' } : undefined;
  const warnings = [
    ...(isWebUrl(link) ? [] : [`no http(s) link in context.call_to_action_url: the button leads to ${PLACEHOLDER_LINK}`]),
    ...(hero === undefined || image !== undefined ? [] : ['context.hero_image has no http(s) url: left out']),
    ...(image?.alt === '' ? ['context.hero_image has no alt text: treated as decoration'] : []),
  ];
  return {
    frame: {
      brand: typeof brand === 'string' ? brand.slice(0, BRAND_CHARACTERS) : '',
      link: isWebUrl(link) ? link : PLACEHOLDER_LINK,
      ...(image === undefined ? {} : { image }),
      ...(typeof language === 'string' ? { language } : {}),
    },
    warnings,
  };
}

function isWebUrl(value: unknown): value is string {
  return typeof value === 'string' && value.length <= URL_CHARACTERS && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
