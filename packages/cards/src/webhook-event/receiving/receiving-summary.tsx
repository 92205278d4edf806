import type { Card } from '@hookwright/model'
import { ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react'
import { useWorkbench } from '../../view/workbench.ts'
import { summarize } from './format-summary.ts'
import { readReceiving } from './rule-problems.ts'

const looks = {
  ok: { Icon: ShieldCheck, ink: 'text-ok' },
  warn: { Icon: ShieldAlert, ink: 'text-warn' },
  // Red is for what blocks; an unsigned event can be deployed.
  err: { Icon: ShieldX, ink: 'text-warn' }
}

/** Sentence on a card that states who can send to its Event URLs. */
export const ReceivingSummary = ({ card }: { card: Card }) => {
  const fields = useWorkbench().useConnectionFields()
  const { tone, text } = summarize(readReceiving(card), fields)
  const { Icon, ink } = looks[tone]
  return (
    <p className="m-0 flex items-start gap-2 px-3 text-small leading-4" title={text}>
      <Icon aria-hidden className={`size-4 shrink-0 ${ink}`} strokeWidth={1.75} />
      <span className={`line-clamp-4 min-w-0 ${tone === 'ok' ? 'text-ink-2' : ink}`}>{text}</span>
    </p>
  )
}
