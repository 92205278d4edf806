import type { SignatureResult } from '@hookwright/model'

/**
 * Describes the signature check of a captured request: “The signature is valid.” `needsAttention` is true if
 * the check failed or was impossible.
 */
export const formatSignatureResult = (
  signature: SignatureResult
): { says: string; needsAttention: boolean } => {
  switch (signature.is) {
    case 'right':
      return {
        says:
          signature.by === null
            ? 'The signature is valid.'
            : `The signature is valid. It was made with the key of the test connection “${signature.by}”.`,
        needsAttention: false
      }
    case 'wrong':
      return { says: `The receiving rules would refuse this request. ${signature.why}`, needsAttention: true }
    case 'unknown':
      return { says: `The signature could not be verified. ${signature.why}`, needsAttention: true }
    case 'not-asked':
      return { says: 'The receiving rules require no signature.', needsAttention: false }
  }
}
