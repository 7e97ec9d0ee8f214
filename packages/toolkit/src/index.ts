export { type Converted, convertFile } from './convert/convert-file.js';
export { LOSS_TEXTS, type Loss, type Target } from './convert/losses.js';
export { readReport } from './diff/read-report.js';
export { compareReports, type ReportDiff, type ReportSide, type Undecided, worseOf } from './diff/reports.js';
export type { Certificate, RuleCertificate } from './selftest/certificate.js';
export { REASONS, type Reason } from './selftest/reasons.js';
export { type SelftestOptions, type SelftestResult, selftest } from './selftest/selftest.js';
