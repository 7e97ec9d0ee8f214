import type { Report } from '@jatdae/schema';
import { workbookBytes } from '@jatdae/workbook';
import type { RenderOptions } from '../render-options.js';
import { findingSheet } from './finding-sheet.js';
import { ledgerSheet } from './ledger-sheet.js';
import { replySheet } from './reply-sheet.js';
import { statisticsSheet } from './statistics-sheet.js';
import { subMetricSheet } from './sub-metric-sheet.js';
import { summarySheet } from './summary-sheet.js';

/**
 * The report as an Excel workbook: summary, ledger, sub-metrics, findings, statistics, and the sheet in which a builder answers each finding (보완요청서). Made while
 * it is read; the same report is the same bytes.
 */
export function renderXlsx(report: Report, options: RenderOptions): AsyncGenerator<Uint8Array> {
  const sheets = [
    summarySheet(report, options),
    ledgerSheet(report, options),
    subMetricSheet(report, options),
    findingSheet(report, options),
    statisticsSheet(report, options),
    replySheet(report, options),
  ];
  // A font that Excel has on every Korean machine; others take their own.
  return workbookBytes(sheets, '맑은 고딕');
}
