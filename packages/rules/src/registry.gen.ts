// Generated from the rule files by scripts/gen-registry.ts.
import type { Rule } from './contract.js';
import { rule as A001 } from './media/A001-missing-media.js';
import { rule as A002 } from './media/A002-unreadable-media.js';
import { rule as A003 } from './media/A003-unused-media.js';
import { rule as A004 } from './media/A004-repeated-media.js';
import { rule as A005 } from './media/A005-below-minimum.js';
import { rule as C001 } from './consortium/C001-too-few-members.js';
import { rule as C002 } from './consortium/C002-one-lead.js';
import { rule as C003 } from './consortium/C003-demand-grant.js';
import { rule as C004 } from './consortium/C004-too-many-areas.js';
import { rule as C005 } from './consortium/C005-lead-twice.js';
import { rule as C006 } from './consortium/C006-same-area-twice.js';
import { rule as C007 } from './consortium/C007-grant-over-budget.js';
import { rule as D001 } from './duplicates/D001-exact-duplicate.js';
import { rule as D002 } from './duplicates/D002-near-duplicate.js';
import { rule as D003 } from './duplicates/D003-answer-position-skew.js';
import { rule as D004 } from './duplicates/D004-length-cue.js';
import { rule as D005 } from './duplicates/D005-imbalance.js';
import { rule as D006 } from './duplicates/D006-template-repetition.js';
import { rule as E001 } from './experiments/E001-too-few-llms.js';
import { rule as E002 } from './experiments/E002-too-few-lmms.js';
import { rule as E003 } from './experiments/E003-sub-metric-not-measured.js';
import { rule as E004 } from './experiments/E004-score-not-reproduced.js';
import { rule as E005 } from './experiments/E005-predictions-do-not-match.js';
import { rule as E006 } from './experiments/E006-floor-or-ceiling.js';
import { rule as E007 } from './experiments/E007-probably-wrong-key.js';
import { rule as F001 } from './files/F001-undecodable-text.js';
import { rule as F002 } from './files/F002-not-plain-utf8.js';
import { rule as F003 } from './files/F003-control-character.js';
import { rule as F004 } from './files/F004-mixed-line-ends.js';
import { rule as F005 } from './files/F005-damaged-file.js';
import { rule as F006 } from './files/F006-over-limit.js';
import { rule as F007 } from './files/F007-malformed-record.js';
import { rule as F008 } from './files/F008-file-name.js';
import { rule as F009 } from './files/F009-empty-file.js';
import { rule as F010 } from './files/F010-file-changed.js';
import { rule as F011 } from './files/F011-irregular-quoting.js';
import { rule as F012 } from './files/F012-table-header.js';
import { rule as H001 } from './holdout/H001-leaderboard-share.js';
import { rule as H002 } from './holdout/H002-sub-metric-share.js';
import { rule as H003 } from './holdout/H003-leaderboard-leak.js';
import { rule as H004 } from './holdout/H004-near-leak.js';
import { rule as H005 } from './holdout/H005-exposed-answer.js';
import { rule as H006 } from './holdout/H006-splits-differ.js';
import { rule as H007 } from './holdout/H007-missing-canary.js';
import { rule as I001 } from './items/I001-item-schema.js';
import { rule as I002 } from './items/I002-duplicate-id.js';
import { rule as I003 } from './items/I003-missing-id.js';
import { rule as I004 } from './items/I004-answer-not-a-choice.js';
import { rule as I005 } from './items/I005-duplicate-choices.js';
import { rule as I006 } from './items/I006-blank-text.js';
import { rule as I007 } from './items/I007-decomposed-hangul.js';
import { rule as I008 } from './items/I008-broken-characters.js';
import { rule as I009 } from './items/I009-unknown-sub-metric-or-split.js';
import { rule as I010 } from './items/I010-conflicting-answers.js';
import { rule as I011 } from './items/I011-undeclared-language.js';
import { rule as M001 } from './manifest/M001-manifest-unreadable.js';
import { rule as M002 } from './manifest/M002-manifest-schema.js';
import { rule as M003 } from './manifest/M003-unknown-profile.js';
import { rule as M004 } from './manifest/M004-resource-without-file.js';
import { rule as M005 } from './manifest/M005-path-leaves-deliverable.js';
import { rule as M006 } from './manifest/M006-undeclared-file.js';
import { rule as M007 } from './manifest/M007-declared-fact-differs.js';
import { rule as P001 } from './privacy/P001-resident-number.js';
import { rule as P002 } from './privacy/P002-telephone.js';
import { rule as P003 } from './privacy/P003-payment-card.js';
import { rule as P004 } from './privacy/P004-email.js';
import { rule as P005 } from './privacy/P005-account-passport-licence.js';
import { rule as P006 } from './privacy/P006-key-or-token.js';
import { rule as P007 } from './privacy/P007-business-number.js';
import { rule as S001 } from './spec/S001-too-few-sub-metrics.js';
import { rule as S002 } from './spec/S002-too-few-items.js';
import { rule as S003 } from './spec/S003-empty-sub-metric.js';
import { rule as S004 } from './spec/S004-registry-mismatch.js';
import { rule as T001 } from './term/T001-outside-term.js';
import { rule as T002 } from './term/T002-agreement-not-first-of-month.js';
import { rule as T003 } from './term/T003-health-data.js';
import { rule as T004 } from './term/T004-not-redistributable.js';
import { rule as T005 } from './term/T005-labelled-share.js';

export const RULES: readonly Rule[] = [
  A001,
  A002,
  A003,
  A004,
  A005,
  C001,
  C002,
  C003,
  C004,
  C005,
  C006,
  C007,
  D001,
  D002,
  D003,
  D004,
  D005,
  D006,
  E001,
  E002,
  E003,
  E004,
  E005,
  E006,
  E007,
  F001,
  F002,
  F003,
  F004,
  F005,
  F006,
  F007,
  F008,
  F009,
  F010,
  F011,
  F012,
  H001,
  H002,
  H003,
  H004,
  H005,
  H006,
  H007,
  I001,
  I002,
  I003,
  I004,
  I005,
  I006,
  I007,
  I008,
  I009,
  I010,
  I011,
  M001,
  M002,
  M003,
  M004,
  M005,
  M006,
  M007,
  P001,
  P002,
  P003,
  P004,
  P005,
  P006,
  P007,
  S001,
  S002,
  S003,
  S004,
  T001,
  T002,
  T003,
  T004,
  T005,
];
