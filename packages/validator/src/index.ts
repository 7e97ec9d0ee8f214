export {
  type AcceptanceVerdict,
  type Agreement,
  closeReview,
  type ReviewResult,
  type StratumResult,
} from './acceptance/close.js';
export { type DrawnItem, drawSample, type PlanSettings, planSample } from './acceptance/draw.js';
export { type Frame, surveyFrame } from './acceptance/frame.js';
export { AQLS } from './acceptance/iso-2859-1.js';
export { differenceOf, type ItemOutcome, judgeItems } from './acceptance/outcome.js';
export type { AskedItem, AskedMedium, Turn } from './asked-item.js';
export { createFieldCensus, type FieldFacts } from './compare/field-census.js';
export { ITEM_WORDS, ItemWord, markOfItem } from './compare/item-prints.js';
export { printedItems } from './compare/printed-items.js';
export { type ConsortiumOptions, judgeConsortium } from './consortium.js';
export type { Aside, Engine, ScanProgress, Workforce } from './engine/engine.js';
export { otherFiles } from './engine/other-files.js';
export { type PackedPlan, packPlan, unpackPlan } from './engine/packed-plan.js';
export { createSearchEngine } from './engine/search-engine.js';
export { createTaskPool, type PoolTask, type TaskPool, type TaskResult } from './engine/task-pool.js';
export type { DescribedEvidence, ScoredExperiment, ScoredSubMetric } from './evidence/describe.js';
export { type Excerpt, type ExcerptPlace, type FindingExcerpt, readExcerpts } from './excerpt/read-excerpts.js';
export type { FileAndHash, HashedFile } from './finish/hash-files.js';
export { merkleRoot } from './finish/merkle.js';
export { type HashedDeliverable, type HashOptions, hashDeliverable } from './hash-deliverable.js';
export { compareAgainst, type OtherDataset } from './leak/against.js';
export { compareKeys } from './leak/compare-keys.js';
export type { LeakComparison, LeakPair } from './leak/overlap.js';
export { isDataFile, openRaw, type RawFile } from './leak/raw-dataset.js';
export { openKeys } from './leak/read-keys.js';
export { keyFrom, keyPieces } from './leak/write-keys.js';
export { takeLock } from './lock.js';
export { inspectMedia, type MediaInspector } from './media/media-list.js';
export { type OpenFiles, type OpenFilesResult, openFiles } from './open-files.js';
export {
  DEFAULT_LIMITS,
  type Delivered,
  type Problem,
  type Progress,
  UsageError,
  type ValidateOptions,
  type ValidateResult,
} from './options.js';
export type { Plan } from './plan/plan.js';
export { answerText } from './prompt/answer-text.js';
export { choiceLabel } from './prompt/choice-label.js';
export { asksSomething, itemText } from './prompt/item-text.js';
export { roleOf, type SpeakerRole, speakerOf } from './prompt/speakers.js';
export { type Template, templateHash, templateIn } from './prompt/template.js';
export { type ItemKey, type Rank, rankOf } from './rank.js';
export {
  type ComparedItem,
  type OpenItems,
  type OpenItemsResult,
  openItems,
  type Pointed,
  type ReadItem,
  type ReadMedium,
} from './read-items.js';
export { type LostRecords, PRINT_WORDS, type RecordRun, type RunRequest } from './record-runs.js';
export { createLogRoom, type LogRoom } from './scan/log-room.js';
export { lostSplit } from './scan/lost-split.js';
export { compileMapping, createFieldFinder } from './scan/mapping.js';
export { type FieldPath, parseFieldPath } from './scan/path.js';
export { parsePythonDict, parsePythonList } from './scan/python-list.js';
export { createParking, unpark } from './shuffle/parked.js';
export { reducePrints } from './shuffle/reduce.js';
export { storeLogs } from './shuffle/stored-logs.js';
export { NOT_STORED } from './shuffle/write-whole.js';
export { searchHere } from './similar/search-here.js';
export { nameOfRun } from './similar/stored-near.js';
export { validate } from './validate.js';
export { VERSION } from './version.js';
