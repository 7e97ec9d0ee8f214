import { has, type MediaFormat, type Reading, reading } from './format.js';

/** AVI: the main header `avih` stands first in the first list. */
export const avi: MediaFormat = {
  id: 'avi',
  extensions: ['avi'],
  matches: (head) => has(head, 0, 'RIFF') && has(head, 8, 'AVI '),
  async read(file) {
    const head = await file.bytes(0, 88);
    const fault = head.length < 88 || file.size < 8 + head.readUInt32LE(4) ? 'truncated' : null;
    if (head.length < 88 || !has(head, 24, 'avih')) return reading({ fault: fault ?? 'damaged' });
    const seconds = (head.readUInt32LE(32) * head.readUInt32LE(48)) / 1e6;
    return reading({ width: head.readUInt32LE(64), height: head.readUInt32LE(68), seconds, fault });
  },
};

const recognised = async (): Promise<Reading> => reading({});

/** Told apart by their first bytes; what is in them is not looked at. */
export const RECOGNISED: readonly MediaFormat[] = [
  {
    id: 'asf',
    extensions: ['wmv', 'wma', 'asf'],
    matches: (head) => has(head, 0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11'),
    read: recognised,
  },
  { id: 'mpeg-ps', extensions: ['mpg', 'mpeg', 'vob'], matches: (head) => has(head, 0, '\0\0\x01\xba'), read: recognised },
  {
    id: 'mpeg-ts',
    extensions: ['ts', 'mts', 'm2ts'],
    matches: (head) => [0, 188, 376].every((at) => head[at] === 0x47),
    read: recognised,
  },
  { id: 'amr', extensions: ['amr'], matches: (head) => has(head, 0, '#!AMR'), read: recognised },
  {
    id: 'aiff',
    extensions: ['aif', 'aiff', 'aifc'],
    matches: (head) => has(head, 0, 'FORM') && has(head, 8, 'AIF'),
    read: recognised,
  },
  { id: 'flv', extensions: ['flv'], matches: (head) => has(head, 0, 'FLV\x01'), read: recognised },
  { id: 'pdf', extensions: ['pdf'], matches: (head) => has(head, 0, '%PDF-'), read: recognised },
];
