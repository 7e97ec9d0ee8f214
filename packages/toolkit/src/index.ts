export { type ConvertedDeliverable, convertDeliverable } from './convert/convert-deliverable.js';
export { type Converted, convertFile } from './convert/convert-file.js';
export { LOSS_TEXTS, type Loss, type Target } from './convert/losses.js';
export {
  compareDeliveries,
  type DeliveryDiff,
  type DeliverySide,
  type ItemPlace,
  isSameDelivery,
  type Listed,
} from './diff/deliverables.js';
export type { Difference } from './diff/pair-items.js';
export { readReport } from './diff/read-report.js';
export { compareReports, type ReportDiff, type ReportSide, type Undecided, worseOf } from './diff/reports.js';
export { type ExportOutcome, type ExportTarget, exportDeliverable } from './export/export.js';
export { LEFT_OUT_REASONS, type LeftOutReason } from './export/left-out.js';
export { ExportDifference } from './export/prove.js';
export { type FixOptions, type FixResult, fixDeliverable } from './fix/fix.js';
export { FIX_TEXTS, FIXES, type FixName, UNTOUCHED_TEXTS } from './fix/fixes.js';
export type { FixLog } from './fix/write-copy.js';
export { type DescribedSurvey, lookAtDescription, proposeImport } from './import/import.js';
export type { Survey } from './init/files/survey.js';
export { lookAt } from './init/init.js';
export { chosenLabel, type Decision, type Picks, type Proposal } from './init/proposal.js';
export { propose } from './init/propose.js';
export { MANIFEST, writeProposal } from './init/write/write.js';
export { manifestText } from './init/write/yaml.js';
export { makeReceipt, type SignOptions, type SignResult } from './receipt/make-receipt.js';
export { receiptFrom } from './receipt/read-receipt.js';
export { keyFingerprint, publicKeyFrom } from './receipt/signing.js';
export { type ChangedFile, isAsReceived, type Verification, type VerifyOptions, verifyReceipt } from './receipt/verify.js';
export { joinReplies } from './replies/join-replies.js';
export { type Reply, readReplies } from './replies/read-replies.js';
export { type SealOptions, type SealResult, sealDeliverable } from './seal/seal.js';
export { type UnsealOptions, type UnsealResult, unsealDeliverable } from './seal/unseal.js';
export type { Certificate, RuleCertificate } from './selftest/certificate.js';
export { REASONS, type Reason } from './selftest/reasons.js';
export { type SelftestOptions, type SelftestResult, selftest } from './selftest/selftest.js';
export {
  type ListedItem,
  type SplitDifference,
  type SplitOptions,
  type SplitResult,
  type SplitSummary,
  type SplitTask,
  splitDeliverable,
} from './split/split.js';
