import { ShieldCheck, ShieldOff } from 'lucide-react'
import { saySigned } from './signature-words.ts'

/** A small mark that says whether a delivery was signed; nothing where nobody knows. */
export const SignedMark = ({ signed }: { signed: boolean | null }) => {
  if (signed === null) return null
  const Icon = signed ? ShieldCheck : ShieldOff
  return (
    <span className={`inline-flex shrink-0 ${signed ? 'text-ok' : 'text-err'}`} title={saySigned(signed)}>
      <Icon aria-hidden className="size-3.5" strokeWidth={2} />
      <span className="sr-only">{signed ? 'Signed' : 'Unsigned'}</span>
    </span>
  )
}
