import type { Proof } from '@hookwright/model'

/**
 * Texts for the results of a delivery's signature check: “Valid”, “Unsigned: anyone who knows the Event URL
 * could have sent it”.
 */
export const signatureFacts: Record<Proof, string> = {
  content: 'Valid',
  token: 'Content not signed: the sender knew the secret, but the content may have been changed in transit',
  none: 'Unsigned: anyone who knows the Event URL could have sent it'
}

/** Describes the result of the signature check as a sentence. */
export const formatSigned = (signed: Proof): string =>
  signed === 'content' ? 'Signed: the signature is valid.' : `${signatureFacts[signed]}.`
