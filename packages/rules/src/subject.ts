import type { Draft, GroupMember } from './contract.js';

/** The subject of a finding about one item, where the item has an id. */
export const subjectOf = ({ id, subMetric }: Pick<GroupMember, 'id' | 'subMetric'>): Pick<Draft, 'subject' | 'subMetric'> =>
  id === null ? {} : { subject: id, subMetric };
