import type { Connector } from '@hookwright/model'
import { BrandMark } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { formatCount } from '../../kit/page/format-count.ts'
import type { Tally } from './use-tallies.ts'

const flowsOf = (count: number): string => (count === 0 ? 'no flows' : formatCount(count, 'flow'))

/** Summary of a connector: deployed version, number of flows, number of active user flows. */
const TallyText = ({ tally: { deployed, flows, on } }: { tally: Tally }) => (
  <>
    <span className={deployed === null ? undefined : 'text-ok'}>
      {deployed === null ? 'Not deployed' : `v${deployed} deployed`}
    </span>
    {` · ${flowsOf(flows)}${on === 0 ? '' : ` · ${on} on`}`}
  </>
)

/** Row of a connector: its logo, name and counts. */
export const ConnectorRow = ({
  connector: { id, name, branding },
  tally
}: {
  connector: Connector
  /** Null while loading. */
  tally: Tally | null
}) => (
  <li>
    <Link
      to="/connectors/$connectorId"
      params={{ connectorId: id }}
      search={previous => previous}
      className="flex min-h-13 items-center gap-3 rounded-s px-2 py-2 hover:bg-hover data-[status=active]:bg-accent-soft"
    >
      <BrandMark name={name} {...branding} />
      <span className="flex min-w-0 flex-col">
        <span className="truncate text-label text-ink">{name}</span>
        <span className="tabular min-h-4 truncate text-small text-ink-3">
          {tally !== null && <TallyText tally={tally} />}
        </span>
      </span>
    </Link>
  </li>
)
