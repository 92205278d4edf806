/** What is said of a delivery of which no signature was asked. */
const UNSIGNED = 'Unsigned: anyone who knows the Event URL could have sent it'

/** What is known of who sent a delivery, as a fact beside others. */
export const signatureFact = (signed: boolean): string => (signed ? 'Checked' : UNSIGNED)

/** The same as a sentence by itself. */
export const saySigned = (signed: boolean): string =>
  signed ? 'Signed: its signature was found right.' : `${UNSIGNED}.`
