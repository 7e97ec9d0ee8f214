import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson, type Receipt, type ReceiptSignature } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';

/** A receipt before it is signed. */
export type Unsigned = Omit<Receipt, 'signature'>;

/** What is signed begins with this, so that no signature over anything else can stand for one over a receipt. */
const DOMAIN = 'jatdae-receipt-1\n';

const signedBytes = (receipt: Unsigned): Buffer => Buffer.from(DOMAIN + canonicalJson(receipt));

/** @param pem Ed25519 private key, PKCS #8 (RFC 8410). @throws UsageError */
export function signatureOf(receipt: Unsigned, pem: Uint8Array, path: string): NonNullable<ReceiptSignature> {
  const key = privateKeyFrom(pem, path);
  return {
    algorithm: 'Ed25519',
    publicKey: spkiOf(createPublicKey(key)),
    value: sign(null, signedBytes(receipt), key).toString('base64'),
  };
}

function privateKeyFrom(pem: Uint8Array, path: string): KeyObject {
  if (Buffer.from(pem).includes('ENCRYPTED')) {
    throw new UsageError({
      ko: `암호가 걸린 개인 키는 쓸 수 없습니다: ${path}. 암호를 푼 사본을 만들어 지정하십시오(openssl pkey -in 키 -out 사본).`,
      en: `The private key is encrypted: ${path}. Name a copy without a passphrase (openssl pkey -in KEY -out COPY).`,
    });
  }
  const key = attempt(() => createPrivateKey(Buffer.from(pem)));
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new UsageError({
    ko: `Ed25519 개인 키(PEM)가 아닙니다: ${path}. openssl genpkey -algorithm ed25519 -out ${path}로 만들 수 있습니다.`,
    en: `This is no Ed25519 private key (PEM): ${path}. Make one with openssl genpkey -algorithm ed25519 -out ${path}.`,
  });
}

/** The key as receipts have it. @param pem SubjectPublicKeyInfo of an Ed25519 key. @throws UsageError */
export function publicKeyFrom(pem: Uint8Array, path: string): string {
  const key = attempt(() => createPublicKey(Buffer.from(pem)));
  if (key?.asymmetricKeyType === 'ed25519') return spkiOf(key);
  throw new UsageError({
    ko: `Ed25519 공개 키(PEM)가 아닙니다: ${path}. 개인 키에서 openssl pkey -in 키 -pubout -out ${path}로 만들 수 있습니다.`,
    en: `This is no Ed25519 public key (PEM): ${path}. Make it of the private key: openssl pkey -in KEY -pubout -out ${path}.`,
  });
}

const spkiOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** SHA-256 of the key, by which people tell one from another. */
export const keyFingerprint = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');

/** Whether the signature is that of the receipt's own key. */
export function isSigned({ signature, ...receipt }: Receipt): boolean {
  if (signature === null) return false;
  const key = attempt(() => createPublicKey({ key: Buffer.from(signature.publicKey, 'base64'), type: 'spki', format: 'der' }));
  return key?.asymmetricKeyType === 'ed25519' && verify(null, signedBytes(receipt), key, Buffer.from(signature.value, 'base64'));
}

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
