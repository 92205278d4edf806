import { formatDuration } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { Check, LoaderCircle, Minus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CardSight } from './sight.ts'

/** Renders the state of a card in the replayed run as a short label: “Next”, “Running”, “85 ms”. */
export const formatSight = (sight: CardSight): ReactNode => {
  switch (sight.is) {
    case 'arrives':
      return (
        <span className="tabular text-accent-text">
          {sight.count > 1 ? `${sight.count} events` : 'New event'}
        </span>
      )
    case 'next':
      return <span className="text-ink-3">Next</span>
    case 'running':
      return (
        <span className="flex items-center gap-1 text-accent-text">
          <LoaderCircle aria-hidden className="live-spinner size-3" /> Running
        </span>
      )
    case 'done':
      return (
        <span className="tabular flex items-center gap-1 text-ok">
          <Check aria-hidden className="size-3" strokeWidth={2.25} /> {formatDuration(sight.took)}
        </span>
      )
    case 'failed':
      return (
        <span title={sight.message}>
          <Badge tone="err" icon={<X aria-hidden />}>
            {sight.httpStatus ?? 'Failed'} · {formatDuration(sight.took)}
          </Badge>
        </span>
      )
    case 'skipped':
      return (
        <span className="flex items-center gap-1 text-ink-3">
          <Minus aria-hidden className="size-3" /> Skipped
        </span>
      )
    case 'waiting':
      return <span className="text-accent-text">Waiting</span>
    case 'stopped':
      return <span className="text-ink-2">Stopped</span>
  }
}
