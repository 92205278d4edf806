import { ShieldCheck, ShieldOff } from 'lucide-react'

/** A small mark that says whether a delivery was signed; nothing where nobody knows. */
export const SignedMark = ({ signed }: { signed: boolean | null }) => {
  if (signed === null) return null
  const words = signed
    ? 'Signed: its signature was found right.'
    : 'Unsigned: anyone who knows the Event URL could have sent it.'
  const Icon = signed ? ShieldCheck : ShieldOff
  return (
    <span className={`inline-flex shrink-0 ${signed ? 'text-ok' : 'text-err'}`} title={words}>
      <Icon aria-hidden className="size-3.5" strokeWidth={2} />
      <span className="sr-only">{signed ? 'Signed' : 'Unsigned'}</span>
    </span>
  )
}
