import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'
import { formatCount } from '../../../kit/page/format-count.ts'

/** Signature of a test event, or the reason why it cannot be signed. */
export type TestSignature = inferRouterOutputs<AppRouter>['flows']['signTestEvent']['signature']

/** Formats a duration in the largest unit that divides it: “5 minutes”, “90 seconds”. */
const lasting = (seconds: number): string => {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1]
  ] as const
  const [unit, size] = units.find(([, each]) => seconds % each === 0) ?? ['second', 1]
  return formatCount(seconds / size, unit)
}

/**
 * Describes how an event will be signed: “Hookwright signs the event when it is sent, as the service does.”
 * Null if it needs no signature.
 */
export const formatSigningNote = (signature: TestSignature | null): string | null => {
  switch (signature?.is) {
    case 'signed':
      return signature.hides
        ? 'Hookwright sends the secret with the event, as the service does. The secret is never shown.'
        : 'Hookwright signs the event when it is sent, as the service does.'
    case 'not':
      return `The event cannot be signed: ${signature.why}. The event card rejects unsigned requests.`
    case 'unsigned':
    case undefined:
      return null
  }
}

/**
 * Describes a copied command and its signature: “The curl command was copied. It contains the full Event URL.
 * …”
 */
export const formatCopied = (signature: TestSignature, what = 'curl command'): string => {
  const copied = `The ${what} was copied. It contains the full Event URL.`
  switch (signature.is) {
    case 'unsigned':
      return copied
    case 'not':
      return `${copied} It is not signed: ${signature.why}.`
    case 'signed':
      if (signature.hides) return `${copied} Replace YOUR-SECRET with the secret.`
      return signature.seconds === null
        ? `${copied} Its signature is valid for this body until the key changes.`
        : `${copied} Its signature is valid for ${lasting(signature.seconds)}; copy it again after that.`
  }
}
