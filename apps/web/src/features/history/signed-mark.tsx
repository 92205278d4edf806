import type { Proof } from '@hookwright/model'
import { ShieldAlert, ShieldOff } from 'lucide-react'
import { formatSigned } from './format-signature.ts'

const marks = {
  token: { Icon: ShieldAlert, ink: 'text-warn', word: 'Content not signed' },
  none: { Icon: ShieldOff, ink: 'text-err', word: 'Unsigned' }
} as const

/**
 * Icon for a delivery without a signature of its content. Renders nothing if the delivery is signed or the
 * result is unknown.
 */
export const SignedMark = ({ signed }: { signed: Proof | null }) => {
  if (signed === null) return null
  if (signed === 'content') return <span className="sr-only">Signed</span>
  const { Icon, ink, word } = marks[signed]
  return (
    <span className={`inline-flex shrink-0 ${ink}`} title={formatSigned(signed)}>
      <Icon aria-hidden className="size-3.5" strokeWidth={2} />
      <span className="sr-only">{word}</span>
    </span>
  )
}
