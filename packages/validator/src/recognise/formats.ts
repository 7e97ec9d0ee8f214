/**
 * Patterns of texts that ajv-formats surely accepts as a format. It accepts more than some of them: what they do not match is not known
 * to be wrong.
 */
export const FORMATS: ReadonlyMap<string, string> = new Map([
  ['date', `^${date()}$`],
  ['date-time', `^${date()}[Tt]${time()}(?:[Zz]|[+-]${hours()}:[0-5][0-9])$`],
  ['time', `^${time()}(?:[Zz]|[+-]${hours()}:[0-5][0-9])$`],
  ['uuid', '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'],
  ['email', '^[A-Za-z0-9_+-]+(?:\\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?\\.)+[A-Za-z]{2,20}$'],
  ['ipv4', `^(?:${octet()}\\.){3}${octet()}$`],
  ['uri', uri()],
  ['uri-reference', uri()],
]);

/** Days that every month of a year has; the 29th to the 31st where the month has them. The 29th of February is left to ajv. */
function date(): string {
  const day = '(?:0[1-9]|1[0-9]|2[0-8])';
  return `[0-9]{4}-(?:(?:0[1-9]|1[0-2])-${day}|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)`;
}

function hours(): string {
  return '(?:[01][0-9]|2[0-3])';
}

/** Leap seconds are left to ajv. */
function time(): string {
  return `${hours()}:[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?`;
}

function octet(): string {
  return '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
}

function uri(): string {
  const plain = "[A-Za-z0-9_.~!$&'()*+,;=:@-]";
  const part = `(?:${plain}|%[0-9A-Fa-f]{2})`;
  return `^https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/${part}*)*(?:\\?(?:${part}|[/?])*)?(?:#(?:${part}|[/?])*)?$`;
}
