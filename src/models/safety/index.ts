import { CONTENT_SCREENS, type ContentScreen } from './content-screen';
import { ContentSafetyFilter } from './content-safety-filter';
import { Scans } from './detect/scans';
import { SafetyScreen } from './exchange/safety-screen';
import { Judge } from './judge/judge';
import { SafetyPolicies } from './policy/safety-policies';
import { SafetyMetrics } from './safety-metrics';
import { Screening } from './screening';

export { ContentSafetyFilter, SafetyPolicies };
export { refuseMemory } from './exchange/unsafe';
export type { SafetyCategory } from './safety-category';
export type { SafetyVerdict } from './safety-verdict';

/** All that the content safety filter is made of. */
export const SAFETY_PROVIDERS = [
  Scans,
  Judge,
  SafetyPolicies,
  SafetyMetrics,
  ContentSafetyFilter,
  SafetyScreen,
  { provide: CONTENT_SCREENS, useFactory: (screen: ContentScreen) => [screen], inject: [SafetyScreen] },
  Screening,
];
