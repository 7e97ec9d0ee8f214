import type { Draft } from './contract.js';

/** The subject of a finding about one item, where the item has an id. */
export const subjectOf = (id: string | null): Pick<Draft, 'subject'> => (id === null ? {} : { subject: id });
