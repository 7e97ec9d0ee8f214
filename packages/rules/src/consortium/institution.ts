import type { Member } from '@jatdae/schema';

/** Name as institutions are compared: NFC, without blanks and the forms of «Co., Ltd.». */
function plainName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\(주\)|㈜|주식회사|\s/gu, '')
    .toLowerCase();
}

const digits = (id: string | undefined): string => (id ?? '').replace(/\D/g, '');

/**
 * What makes two members one institution: the registration number, else the name. A member that gives no number is taken for the
 * one of the same name that does.
 */
export function identify(members: readonly Member[]): (member: Member) => string {
  const numbers = new Map(members.filter(({ id }) => digits(id) !== '').map(({ name, id }) => [plainName(name), digits(id)]));
  return ({ name, id }) => digits(id) || numbers.get(plainName(name)) || plainName(name);
}

/** Demand institutions use the results: no limit of the call counts them. */
export const isApplicant = ({ role }: Member): boolean => role !== 'demand';
