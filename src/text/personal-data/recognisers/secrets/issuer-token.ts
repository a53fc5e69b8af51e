import { type Recogniser } from '../../recogniser';

const START = '(?<![A-Za-z0-9_])';
const END = '(?![A-Za-z0-9_])';

/** Tokens whose issuer gave them a form of their own, as the issuers and the open rule sets of gitleaks and TruffleHog describe it. */
const FORMS: Readonly<Record<string, string>> = {
  'ai-mesh-key': 'mesh_[a-z]{1,20}_[0-9a-z]{16}_[0-9A-Za-z]{49}',
  'aws-access-key': '(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z2-7]{16}',
  'google-api-key': 'AIza[0-9A-Za-z_-]{35}',
  'google-oauth': '(?:ya29\\.[0-9A-Za-z_-]{20,300}|GOCSPX-[0-9A-Za-z_-]{28}|[0-9]{10,14}-[0-9a-z]{32}\\.apps\\.googleusercontent\\.com)',
  'azure-account-key': '[A-Za-z0-9+/]{86}==',
  'azure-sas': 'sig=[A-Za-z0-9%+/]{43,90}(?:%3D|=)',
  'azure-client-secret': '[A-Za-z0-9_~.]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}',
  'github-token': '(?:gh[pousr]_[0-9A-Za-z]{36,255}|github_pat_[0-9A-Za-z_]{60,90})',
  'gitlab-token': '(?:glpat|gldt|glrt|glcbt|glptt|glft|glimt|glagent|gloas|glsoat)-[0-9A-Za-z_=.-]{20,60}',
  'slack-token': '(?:xox[abeoprs](?:-[0-9A-Za-z]{1,100}){2,6}|xapp-\\d-[0-9A-Z]{8,14}-\\d{8,16}-[0-9a-f]{40,80})',
  'slack-webhook': 'hooks\\.slack\\.com/(?:services|workflows|triggers)/[0-9A-Za-z_/+-]{30,120}',
  'discord-webhook': 'discord(?:app)?\\.com/api/webhooks/\\d{15,22}/[0-9A-Za-z_-]{60,80}',
  'teams-webhook': '[a-z0-9-]{1,40}\\.webhook\\.office\\.com/webhookb2/[0-9A-Za-z@/-]{60,200}',
  'discord-token': '[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}',
  'stripe-key': '(?:sk|rk|pk)_(?:live|test|prod)_[0-9A-Za-z]{16,120}|whsec_[0-9A-Za-z+/=]{24,80}',
  'anthropic-key': 'sk-ant-[a-z0-9]{2,12}-[0-9A-Za-z_-]{20,120}',
  'openai-key': 'sk-(?:proj-|svcacct-|admin-|None-)?[0-9A-Za-z_-]{20,200}',
  'groq-key': 'gsk_[0-9A-Za-z]{40,60}',
  'model-provider-key':
    '(?:xai-[0-9A-Za-z]{60,90}|pplx-[0-9a-zA-Z]{40,60}|r8_[0-9A-Za-z]{37}|nvapi-[0-9A-Za-z_-]{60,80}|fw_[0-9A-Za-z]{22,30}|' +
    'csk-[0-9a-z]{40,60}|lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10})',
  'npm-token': 'npm_[0-9A-Za-z]{36}',
  'pypi-token': 'pypi-AgEIcHlwaS5vcmc[0-9A-Za-z_-]{50,300}',
  'rubygems-key': 'rubygems_[0-9a-f]{48}',
  'docker-hub-token': 'dckr_(?:pat|oat)_[0-9A-Za-z_-]{27,40}',
  'digitalocean-token': 'do[opr]_v1_[0-9a-f]{64}',
  'shopify-token': 'shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{32}',
  'square-token': '(?:EAAA[0-9A-Za-z_-]{60}|sq0(?:atp|csp|idp)-[0-9A-Za-z_-]{22,43})',
  'telegram-bot-token': '\\d{8,10}:AA[0-9A-Za-z_-]{33}',
  'twilio-key': '(?:AC|SK)[0-9a-f]{32}',
  'sendgrid-key': 'SG\\.[0-9A-Za-z_-]{16,32}\\.[0-9A-Za-z_-]{16,64}',
  'mailgun-key': '(?:key-[0-9a-f]{32}|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})',
  'mailchimp-key': '[0-9a-f]{32}-us\\d{1,2}',
  'brevo-key': 'xkeysib-[0-9a-f]{64}-[0-9A-Za-z]{16}',
  'postman-key': 'PMAK-[0-9a-f]{24}-[0-9a-f]{34}',
  'atlassian-token': 'ATATT3[0-9A-Za-z_=-]{60,240}|ATCTT3[0-9A-Za-z_=-]{60,240}',
  'linear-key': 'lin_(?:api|oauth)_[0-9A-Za-z]{32,64}',
  'notion-key': '(?:ntn_[0-9A-Za-z]{40,60}|secret_[0-9A-Za-z]{43})',
  'airtable-token': 'pat[0-9A-Za-z]{14}\\.[0-9a-f]{64}',
  'new-relic-key': 'NR(?:AK|JS|II|RA)-[0-9A-Za-z]{19,40}',
  'grafana-token': '(?:glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}|glc_[0-9A-Za-z+/]{32,300})',
  'sentry-token': 'sntrys?u?_[0-9A-Za-z+/=_-]{40,300}',
  'vault-token': 'hv[sbr]\\.[0-9A-Za-z_-]{24,300}',
  'terraform-token': '[0-9A-Za-z]{14}\\.atlasv1\\.[0-9A-Za-z_=-]{60,70}',
  'databricks-token': 'dapi[0-9a-f]{32}(?:-\\d)?',
  'heroku-key': 'HRKU-[0-9A-Za-z_-]{36,70}',
  'fly-token': 'fm[12][ar]?_[0-9A-Za-z+/=_-]{80,400}',
  'supabase-key': 'sb[ps]_[0-9a-z_A-Z-]{36,60}',
  'doppler-token': 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[0-9A-Za-z._-]{30,60}',
  'age-key': 'AGE-SECRET-KEY-1[0-9A-Z]{58}',
  'facebook-token': 'EAA[A-Za-z][0-9A-Za-z]{60,300}',
  'easypost-key': 'EZ[AT]K[0-9A-Za-z]{54}',
  jwt: 'eyJ[0-9A-Za-z_-]{8,2000}\\.eyJ[0-9A-Za-z_-]{8,4000}\\.[0-9A-Za-z_-]{10,1000}',
};
const RULES = Object.keys(FORMS);
/** One pattern for all, each form in a group of its own, so that a text is read once. */
const ALL = new RegExp(`${START}(?:${RULES.map((rule) => FORMS[rule]).join('|')})${END}`, 'g');

/** Tokens of well-known issuers; nearly all have digits. */
export const ISSUER_TOKEN: readonly Recogniser[] = [
  {
    rule: 'hugging-face-token',
    type: 'secret',
    hints: ['hf_', 'api_org_'],
    pattern: new RegExp(`${START}(?:hf|api_org)_[A-Za-z]{30,40}${END}`, 'g'),
    score: (value) => (isFiller(value) ? 0.3 : 0.97),
  },
  { rule: 'issuer-token', type: 'secret', near: { digits: 1, within: 64 }, pattern: ALL, score: (value) => (isFiller(value) ? 0.3 : 0.97) },
];

/** `AKIAXXXXXXXXXXXXXXXX`, `sk-your-key-here-…`: what documentation shows instead of a token. */
function isFiller(value: string): boolean {
  const tail = value.replace(/^[A-Za-z]{1,8}[-_.](?:(?:live|test|proj|ant|api03)[-_])?/, '');
  return /(.)\1{7}|x{6}|\*{3}|\.{3}|your[-_ ]?|example|placeholder|redacted|changeme|<|insert|here$/i.test(tail) || new Set(tail).size < 6;
}
