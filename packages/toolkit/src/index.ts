export {
  type Certificate,
  type RuleCertificate,
  type SelftestOptions,
  type SelftestResult,
  selftest,
} from './selftest/selftest.js';
