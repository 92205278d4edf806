import { shownFlowName } from '@hookwright/model'
import { Link } from '@tanstack/react-router'
import { usePerson } from '../../kit/page/use-person.ts'
import type { ListedConnection } from './format-connection.ts'
import { Heading } from './panel-parts.tsx'

/** List of the flows that use a connection. Flows of other members are links for admins only. */
export const ConnectionUsers = ({ users, access }: Pick<ListedConnection, 'users' | 'access'>) => {
  const me = usePerson()
  return (
    <section aria-label="Used by">
      <Heading>
        Used by <span className="tabular font-normal text-ink-3">{users.length}</span>
      </Heading>
      <ul className="m-0 flex list-none flex-col p-0">
        {users.map(({ id, name, ownerId, ownerName }) => (
          <li key={id} className="flex min-h-8 items-center gap-2 border-t border-line">
            {ownerId === me.id || me.role === 'admin' ? (
              <Link
                to="/flows/$flowId"
                params={{ flowId: id }}
                className="min-w-0 truncate rounded-xs text-label text-accent-text hover:underline"
              >
                {shownFlowName(name)}
              </Link>
            ) : (
              <span className="min-w-0 truncate text-label text-ink">{shownFlowName(name)}</span>
            )}
            {ownerId !== me.id && (
              <span className="ml-auto min-w-0 truncate text-small text-ink-3">
                {ownerName ?? 'Former member'}
              </span>
            )}
          </li>
        ))}
      </ul>
      {users.length === 0 && (
        <p className="m-0 text-small text-ink-3">
          {access === 'other' ? 'No flows use this connection.' : 'None of your flows use this connection.'}
        </p>
      )}
    </section>
  )
}
