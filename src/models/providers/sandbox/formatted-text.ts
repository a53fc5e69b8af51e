import { inWords } from './words';
import type { Fitting, Place } from './fitting';

type Format = (fitting: Fitting, place: Place) => string;

/** Names and addresses reserved for documentation (RFC 2606, RFC 5737, RFC 3849): a sandbox must not point at anybody. */
const FORMATS: Readonly<Record<string, Format>> = {
  'date-time': (fitting, place) => `${date(fitting, place)}T09:00:00Z`,
  date,
  time: () => '09:00:00Z',
  duration: (fitting, { path }) => `P${1 + fitting.choose(path, 28)}D`,
  email: (_, place) => `${slug(place)}@example.com`,
  'idn-email': (_, place) => `${slug(place)}@example.com`,
  hostname: (_, place) => `${slug(place)}.example.com`,
  'idn-hostname': (_, place) => `${slug(place)}.example.com`,
  ipv4: (fitting, { path }) => `192.0.2.${1 + fitting.choose(path, 254)}`,
  ipv6: (fitting, { path }) => `2001:db8::${(1 + fitting.choose(path, 65_000)).toString(16)}`,
  uri: (_, place) => `https://example.com/${slug(place)}`,
  url: (_, place) => `https://example.com/${slug(place)}`,
  iri: (_, place) => `https://example.com/${slug(place)}`,
  'uri-reference': (_, place) => `/${slug(place)}`,
  'iri-reference': (_, place) => `/${slug(place)}`,
  'uri-template': (_, place) => `https://example.com/${slug(place)}/{id}`,
  uuid,
  'json-pointer': (_, place) => `/${slug(place)}`,
  'relative-json-pointer': () => '0',
  regex: () => '^.*$',
};

/** A text in a format that JSON Schema names; undefined for other formats. */
export function formattedText(format: string, fitting: Fitting, place: Place): string | undefined {
  return FORMATS[format]?.(fitting, place);
}

function slug({ label }: Place): string {
  return (
    inWords(label)
      .normalize('NFKD')
      .replace(/[^a-z]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'sandbox'
  );
}

function date(fitting: Fitting, { path }: Place): string {
  const [month, day] = [1 + fitting.choose(`${path}#month`, 12), 1 + fitting.choose(`${path}#day`, 28)];
  return `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function uuid(fitting: Fitting, { path }: Place): string {
  const hex = Array.from({ length: 32 }, (_, index) => fitting.choose(`${path}#${index}`, 16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
