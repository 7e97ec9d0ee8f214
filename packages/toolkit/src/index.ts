export type { Certificate, RuleCertificate } from './selftest/certificate.js';
export { REASONS, type Reason } from './selftest/reasons.js';
export { type SelftestOptions, type SelftestResult, selftest } from './selftest/selftest.js';
