export { type ByteSink, buffered, type EndingSink } from './byte-sink.js';
export { columnName, EXCEL, numberCell, textCell } from './cells.js';
export { packedSink } from './packed-sink.js';
export { contentTypes, HEAD, MAIN, relationships, sheetRelationships, workbookPart } from './parts.js';
export type { StyleName } from './styles.js';
export { type Cell, type Column, type Sheet, workbookBytes } from './workbook.js';
export { ZipTooLarge, zipStream } from './zip-stream.js';
