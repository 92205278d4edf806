import type { Connector } from '@hookwright/model'
import { BrandMark } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { StandingWords } from './standing.tsx'

/** One connector in the list: its mark, its name and its key. */
export const ConnectorRow = ({ connector: { id, name, key, branding } }: { connector: Connector }) => (
  <li>
    <Link
      to="/connectors/$connectorId"
      params={{ connectorId: id }}
      search={previous => previous}
      className="flex min-h-13 items-center gap-3 rounded-s px-2 py-1.5 hover:bg-sunken data-[status=active]:bg-accent-soft"
    >
      <BrandMark name={name} {...branding} />
      <span className="flex min-w-0 flex-col">
        <span className="truncate text-label text-ink">{name}</span>
        <span className="truncate text-small text-ink-3">
          <span className="font-code">{key}</span>
          <StandingWords connectorId={id} />
        </span>
      </span>
    </Link>
  </li>
)
