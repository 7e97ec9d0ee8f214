import { isObject, type Json } from './json.js';

const SECRET_NAME = /key|token|secret|passw|credential|authorization/iu;
/** `name=value` as harnesses write the arguments of a model, and the user of an address. */
const SECRET_PAIR = /([\w-]*(?:key|token|secret|passw|credential|authorization)[\w-]*\s*[=:]\s*)[^,;&\s]+/giu;
const USER_OF_ADDRESS = /(?<=\/\/)[^/@\s]+@/gu;
/** An absolute path says nothing of the run but where and by whom it was made. */
const HOME = /\/(?:home|Users|root)\/[^,\s"']*\//gu;

/** The same without keys, tokens, passwords and folders of a person: what is delivered is read by others. */
export function redact(value: Json): Json {
  if (typeof value === 'string') {
    return value.replace(SECRET_PAIR, '$1***').replace(USER_OF_ADDRESS, '***@').replace(HOME, '…/');
  }
  if (Array.isArray(value)) return (value as readonly Json[]).map(redact);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_NAME.test(name) && typeof inner === 'string' ? '***' : redact(inner),
    ]),
  );
}
