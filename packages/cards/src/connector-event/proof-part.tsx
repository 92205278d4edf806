import { Badge } from '@hookwright/ui'
import { ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react'
import { measures } from '../view/measures.ts'

/** Badge for signed events, which nobody but the service can send. */
export const ProofPart = ({ part }: { part: string }) => (
  <div className="flex items-center px-3" style={{ height: measures.pill }}>
    {part.endsWith('.content') ? (
      <Badge tone="ok" icon={<ShieldCheck aria-hidden />}>
        Signed
      </Badge>
    ) : part.endsWith('.token') ? (
      <Badge tone="warn" icon={<ShieldAlert aria-hidden />}>
        Content not signed
      </Badge>
    ) : (
      <Badge tone="err" icon={<ShieldX aria-hidden />}>
        Unsigned
      </Badge>
    )}
  </div>
)
