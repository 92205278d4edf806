import { cardSpecs } from '@hookwright/cards'
import { kindOf } from '@hookwright/engine'
import { type FrozenFlow, shownFlowName } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { kindsInList } from '../flows/flow-groups.ts'

const itemClass =
  'flex min-h-8 items-center gap-2 rounded-s px-2 py-1 text-label text-ink-2 hover:bg-hover hover:text-ink max-md:max-w-60 max-md:whitespace-nowrap'

const chosenClass = 'bg-accent-soft text-ink'

/** Link in the side list to a flow or to the overview. */
export const NavItem = ({
  flow,
  chosen,
  children
}: {
  /** Flow to open; null for the overview. */
  flow: string | null
  chosen: boolean
  children: ReactNode
}) => (
  <li>
    <Link
      to="."
      search={flow === null ? {} : { flow }}
      aria-current={chosen ? 'page' : undefined}
      className={cx(itemClass, chosen && chosenClass)}
    >
      {children}
    </Link>
  </li>
)

/** Sidebar of a snapshot's flows, grouped by kind. On a small screen it is a single row. */
export const FlowNav = ({
  flows,
  chosen,
  aside
}: {
  flows: readonly FrozenFlow[]
  chosen: string | null
  /** Renders a note at the end of a flow's line. */
  aside?: (flow: FrozenFlow) => ReactNode
}) =>
  kindsInList.map(({ kind, group: title }) => {
    const grouped = flows.filter(({ doc }) => kindOf(doc, cardSpecs) === kind)
    return grouped.length === 0 ? null : (
      <section key={title} aria-label={title} className="flex flex-col gap-0.5">
        <h3 className="px-2 text-small font-semibold text-ink-3 max-md:sr-only">{title}</h3>
        <ul className="flex list-none flex-col gap-0.5 max-md:flex-row">
          {grouped.map(flow => (
            <NavItem key={flow.id} flow={flow.id} chosen={flow.id === chosen}>
              <span className="min-w-0 grow truncate">{shownFlowName(flow.name)}</span>
              {aside?.(flow)}
            </NavItem>
          ))}
        </ul>
      </section>
    )
  })
