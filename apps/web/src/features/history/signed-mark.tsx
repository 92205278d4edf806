import type { Proof } from '@hookwright/model'
import { ShieldAlert, ShieldCheck, ShieldOff } from 'lucide-react'
import { formatSigned } from './format-signature.ts'

const marks = {
  content: { Icon: ShieldCheck, ink: 'text-ok', word: 'Signed' },
  token: { Icon: ShieldAlert, ink: 'text-warn', word: 'Content not signed' },
  none: { Icon: ShieldOff, ink: 'text-err', word: 'Unsigned' }
} as const

/** Mark for the signature check of a delivery; nothing when the result is unknown. */
export const SignedMark = ({ signed }: { signed: Proof | null }) => {
  if (signed === null) return null
  const { Icon, ink, word } = marks[signed]
  return (
    <span className={`inline-flex shrink-0 ${ink}`} title={formatSigned(signed)}>
      <Icon aria-hidden className="size-3.5" strokeWidth={2} />
      <span className="sr-only">{word}</span>
    </span>
  )
}
