import type { EventChange } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { ImpactView } from './impact-list.tsx'

const figures = [
  { change: 'breaking', one: 'flow breaks', many: 'flows break', look: 'text-err' },
  { change: 're-register', one: 'flow registers again', many: 'flows register again', look: 'text-warn' },
  { change: 'compatible', one: 'flow unaffected', many: 'flows unaffected', look: 'text-ink-2' }
] as const satisfies readonly { change: EventChange; one: string; many: string; look: string }[]

/** Number of flows affected by a deployment, for each kind of effect. */
export const ImpactFigures = ({ flows }: { flows: readonly ImpactView[] }) => (
  <dl className="m-0 grid grid-cols-3 divide-x divide-line rounded-m border border-line">
    {figures.map(({ change, one, many, look }) => {
      const count = flows.filter(flow => flow.change === change).length
      return (
        <div key={change} className="flex flex-wrap items-baseline gap-x-2 px-4 py-3">
          <dd className={cx('order-first m-0 text-h1 tabular', count === 0 ? 'text-ink-3' : look)}>
            {count}
          </dd>
          <dt className="text-small text-ink-2">{count === 1 ? one : many}</dt>
        </div>
      )
    })}
  </dl>
)
