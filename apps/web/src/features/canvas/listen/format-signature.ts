import type { HeardSignature } from '@hookwright/model'

/** Describes the signature check of a captured request, and whether it needs attention. */
export const sayHeardSignature = (signature: HeardSignature): { says: string; isWorthALook: boolean } => {
  switch (signature.is) {
    case 'right':
      return {
        says:
          signature.by === null
            ? 'Its signature is right.'
            : `Its signature is right; the key of the test connection “${signature.by}” made it.`,
        isWorthALook: false
      }
    case 'wrong':
      return { says: `The rules of the card would refuse it. ${signature.why}`, isWorthALook: true }
    case 'unknown':
      return { says: `Whether its signature is right is not known. ${signature.why}`, isWorthALook: true }
    case 'not-asked':
      return { says: 'No signature was asked for.', isWorthALook: false }
  }
}
