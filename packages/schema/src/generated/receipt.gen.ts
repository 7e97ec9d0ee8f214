// Generated from schemas/ by scripts/gen-schema.ts.

export type Path = string;
export type Sha256 = string;
/**
 * Over `jatdae-receipt-1`, a line feed and the receipt without this member, as JSON without white space whose keys are in the order of their UTF-16 code units. null where it is unsigned.
 */
export type ReceiptSignature = {
  algorithm: 'Ed25519';
  /**
   * SubjectPublicKeyInfo (RFC 8410), DER in Base64.
   */
  publicKey: string;
  /**
   * 64 bytes in Base64 (RFC 8032).
   */
  value: string;
} | null;

/**
 * What a deliverable was, byte for byte, and what its validation came to. Paths are NFC, hashes SHA-256 in lower-case hex.
 */
export interface Receipt {
  /**
   * Version of the tool.
   */
  jatdae: string;
  /**
   * Version of this format.
   */
  receipt: 1;
  deliverable: ReceiptDeliverable;
  manifest: ReceiptManifest;
  profile: ReceiptProfile;
  report: ReceiptReport;
  /**
   * Files from outside the deliverable that the report was made with; absent where there were none.
   *
   * @minItems 1
   */
  inputs?: ReceiptInput[];
  /**
   * Bytes of every chunk of a file but its last.
   */
  chunkBytes: number;
  /**
   * In the order of their paths' code points.
   *
   * @minItems 1
   */
  files: ReceiptFile[];
  signature: ReceiptSignature;
}
export interface ReceiptDeliverable {
  name: string;
  version: string;
  /**
   * Root of a binary Merkle tree over the files in the order of their paths' code points: leaf = SHA-256(0x00 ‖ path ‖ 0x00 ‖ file hash), node = SHA-256(0x01 ‖ left ‖ right), the left subtree being the largest full one (RFC 6962, section 2.1).
   */
  root: string;
  files: number;
  bytes: number;
}
export interface ReceiptManifest {
  path: Path;
  sha256: Sha256;
}
/**
 * By which the deliverable was judged.
 */
export interface ReceiptProfile {
  name: string;
  version: string;
  sha256: Sha256;
  /**
   * The profile that was named instead of the manifest's.
   */
  given?: string;
}
export interface ReceiptReport {
  /**
   * Of the report without `run`, as JSON without white space whose keys are in the order of their UTF-16 code units.
   */
  sha256: string;
  language: 'ko' | 'en';
  verdict: 'accepted' | 'rejected' | 'incomplete';
  complete: boolean;
}
export interface ReceiptInput {
  kind: 'waivers' | 'judgements';
  sha256: Sha256;
}
export interface ReceiptFile {
  path: Path;
  bytes: number;
  sha256: Sha256;
  /**
   * SHA-256 of each chunk; absent where the file is no larger than one.
   *
   * @minItems 2
   */
  chunks?: Sha256[];
}
