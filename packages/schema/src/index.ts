export { ACCEPTANCE_REQUIREMENT } from './acceptance-requirement.js';
export { canonicalJson } from './canonical-json.js';
export {
  type CompiledSchema,
  type CompileOptions,
  compileSchema,
  type JsonSchema,
  type SchemaCheck,
  type SchemaError,
  whyUnusable,
} from './compile-schema.js';
export { type ExplainOptions, explainSchemaError } from './explain-schema-error.js';
export type {
  Adjudication,
  DefectKind,
  InspectionLevel,
  IsoRule,
  Judgement,
  Judgements,
  ProportionRule,
  SampledItem,
  SamplePlan,
  SampleRule,
  Stratum,
} from './generated/judgements.gen.js';
export type {
  AnswerField,
  AnswerForm,
  AnswerForms,
  Consortium,
  CsvOptions,
  Dataset,
  Experiment,
  FieldMap,
  FieldPaths,
  ItemType,
  LocalizedText,
  Member,
  Modality,
  Model,
  PredictionFiles,
  SplitSource,
  SubMetric,
  SubMetricSource,
} from './generated/manifest.gen.js';
export type { Prediction } from './generated/prediction.gen.js';
export type { Area, Profile, Requirement, RequirementScope, RuleSetting, Term, Threshold } from './generated/profile.gen.js';
export type { Receipt, ReceiptFile, ReceiptInput, ReceiptSignature } from './generated/receipt.gen.js';
export type {
  Coverage,
  Finding,
  FindingReply,
  FindingWaiver,
  Place,
  RelatedPlace,
  Replies,
  ReplyAction,
  ReplyRow,
  Report,
  ReportDeliverable,
  ReportProfile,
  RequirementRow,
  RequirementVerdict,
  RuleRow,
  Run,
  Severity,
  SubMetricRow,
  Verdict,
  WaiverRow,
  WaiverSource,
} from './generated/report.gen.js';
export type { ReviewerWaiver, WaiverFile } from './generated/waivers.gen.js';
export { itemSchema } from './item-schema.js';
export type { Language, Localized } from './language.js';
export type { Manifest, Resource } from './manifest/manifest.js';
export { type ManifestProblem, type ManifestResult, parseManifest } from './manifest/parse-manifest.js';
export type { Position } from './manifest/source.js';
export { escapeControls, formatMessage, groupDigits, showValue } from './messages.js';
export { nearestWord } from './nearest.js';
export { judgementsProblem, receiptProblem, reportProblem } from './own-document.js';
export { particleAfter } from './particles.js';
export { childPointer, pointerKeys, readablePath } from './pointer.js';
export { type ProfileResult, type ReadProfileFile, resolveProfile } from './profile.js';
export { parseWaivers, type WaiversResult } from './waivers.js';
export { writeFailure } from './write-failures.js';
