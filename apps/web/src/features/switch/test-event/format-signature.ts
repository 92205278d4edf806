import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

/** Signature of a test event, or the reason why it cannot be signed. */
export type TestSignature = inferRouterOutputs<AppRouter>['flows']['signTestEvent']['signature']

/** Formats a duration in its largest whole unit. */
const lasting = (seconds: number): string => {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1]
  ] as const
  const [unit, size] = units.find(([, each]) => seconds % each === 0) ?? ['second', 1]
  const count = seconds / size
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** Describes the signature of an event before it is sent, or returns null. */
export const wordsBeforeSending = (signature: TestSignature | null): string | null => {
  switch (signature?.is) {
    case 'signed':
      return signature.hides
        ? 'Hookwright sends the secret along, as the service does; it is shown nowhere.'
        : 'Hookwright signs the event when it is sent, as the service does.'
    case 'not':
      return `The event cannot be signed: ${signature.why}. Its card refuses it without a signature.`
    case 'unsigned':
    case undefined:
      return null
  }
}

/** Describes a copied command and its signature. */
export const wordsOfCopy = (signature: TestSignature, what = 'curl command'): string => {
  const copied = `The ${what} was copied, with the whole Event URL in it.`
  switch (signature.is) {
    case 'unsigned':
      return copied
    case 'not':
      return `${copied} It is not signed: ${signature.why}.`
    case 'signed':
      if (signature.hides) return `${copied} The secret is not: write it where it says YOUR-SECRET.`
      return signature.seconds === null
        ? `${copied} Its signature holds for this body, as long as the key stays the same.`
        : `${copied} Its signature holds for ${lasting(signature.seconds)}; copy it again after that.`
  }
}
