import type { SignatureResult } from '@hookwright/model'

/** Describes the signature check of a captured request, and whether it needs attention. */
export const formatHeardSignature = (signature: SignatureResult): { says: string; isWorthALook: boolean } => {
  switch (signature.is) {
    case 'right':
      return {
        says:
          signature.by === null
            ? 'The signature is valid.'
            : `The signature is valid. It was made with the key of the test connection “${signature.by}”.`,
        isWorthALook: false
      }
    case 'wrong':
      return { says: `The receiving rules would refuse this request. ${signature.why}`, isWorthALook: true }
    case 'unknown':
      return { says: `The signature could not be verified. ${signature.why}`, isWorthALook: true }
    case 'not-asked':
      return { says: 'No signature required.', isWorthALook: false }
  }
}
