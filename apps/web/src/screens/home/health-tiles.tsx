import { cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { spans } from '../../features/history/statuses.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { type Tile, tilesOf } from './tiles-of.ts'

const boxClass =
  'flex h-full flex-col gap-1 rounded-m border border-line bg-surface px-4 py-3 shadow-1 hover:border-line-strong'

const colours: Record<Tile['tone'], string> = {
  plain: 'text-ink',
  ok: 'text-ok',
  warn: 'text-warn',
  err: 'text-err'
}

/** Leads to what a figure counts. */
const ToWhatItCounts = ({ id, children }: { id: Tile['id']; children: ReactNode }) => {
  switch (id) {
    case 'on':
      return (
        <Link to="/flows" search={{ status: 'on' }} className={boxClass}>
          {children}
        </Link>
      )
    case 'deliveries':
      return (
        <Link to="/deliveries" className={boxClass}>
          {children}
        </Link>
      )
    case 'failed':
      return (
        <Link to="/runs" search={{ status: 'failed', last: '24h' }} className={boxClass}>
          {children}
        </Link>
      )
    case 'cleanup':
      return (
        <Link to="/registrations" className={boxClass}>
          {children}
        </Link>
      )
  }
}

/** Tiles with key figures, each a link to its list. Renders nothing while there is no flow. */
export const HealthTiles = () => {
  const trpc = useTrpc()
  // Asked for once: a time that moves would be another question each time the page is drawn.
  const [since] = useState(() => Date.now() - spans['24h'])
  const { data: overview = null } = useQuery(trpc.flows.overview.queryOptions())
  const { data: failed = { rows: [], next: null } } = useQuery(
    trpc.runs.list.queryOptions({ status: 'failed', from: since, limit: 100 })
  )
  const { data: uncertain = [] } = useQuery(trpc.subscriptions.uncertain.queryOptions())
  const tiles = tilesOf(overview, failed, uncertain.length)
  if (tiles.length === 0) return null
  return (
    <section aria-label="Status">
      <ul className="m-0 grid list-none grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] gap-3 p-0">
        {tiles.map(({ id, label, value, note, tone }) => (
          <li key={id} className="max-sm:last:odd:col-span-2">
            <ToWhatItCounts id={id}>
              <span className="text-small text-ink-2">{label}</span>
              <span className="flex items-baseline gap-2">
                <span className={cx('tabular text-h1', colours[tone])}>{value}</span>
                <span className="text-small text-ink-3">{note}</span>
              </span>
            </ToWhatItCounts>
          </li>
        ))}
      </ul>
    </section>
  )
}
