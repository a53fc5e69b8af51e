export { DANGER_KINDS, type Danger, type DangerKind, type DangerOptions } from './danger/danger';
export { findDanger } from './danger/find-danger';
export { inwardHost } from './danger/rules/inward-host';
export { DEFUSED_KINDS, withoutDanger } from './danger/without-danger';
export { findPersonalData } from './personal-data/find-personal-data';
export { PERSONAL_DATA_TYPES, type PersonalDataSpan, type PersonalDataType, STRONG_TYPES, SURE } from './personal-data/personal-data';
export { Placeholders } from './personal-data/placeholders';
export type { TextView } from './views/text-view';
export { viewsOf } from './views/views-of';
