import type { Id } from '@hookwright/model'
import { Button, cx } from '@hookwright/ui'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { useConnectorsToConnect } from './use-connectors-to-connect.ts'

/** Maximum number of connectors offered below the list; the dialog has all. */
const MOST_OFFERED = 6

/** Connectors without a connection yet, each with a button to create one. Renders nothing without such connectors. */
export const OtherServices = ({
  connected,
  onConnect
}: {
  /** Ids of the connectors that have a connection. */
  connected: ReadonlySet<Id>
  onConnect: (connectorId: Id) => void
}) => {
  const connectors = useConnectorsToConnect(true)
  const others = (connectors ?? []).filter(({ id }) => !connected.has(id)).slice(0, MOST_OFFERED)
  if (others.length === 0) return null
  return (
    <section aria-labelledby="other-services">
      <h2 id="other-services" className="m-0 border-b border-line pb-2 text-h3">
        Connect another service
      </h2>
      <ul className={cx('m-0 grid list-none gap-x-10 p-0', others.length > 1 && 'lg:grid-cols-2')}>
        {others.map(({ id, name, events, actions }) => (
          <li key={id} className="flex min-h-13 items-center gap-3 border-b border-line py-1.5">
            <ConnectorMark connectorId={id} name={name} />
            <span className="flex min-w-0 grow flex-col">
              <span className="truncate text-h3 text-ink">{name}</span>
              <span className="truncate text-small text-ink-3">
                {events + actions === 0
                  ? 'Requests to any address'
                  : [
                      ...(events === 0 ? [] : [formatCount(events, 'event')]),
                      ...(actions === 0 ? [] : [formatCount(actions, 'action')])
                    ].join(' · ')}
              </span>
            </span>
            <Button size="card" onClick={() => onConnect(id)}>
              Connect<span className="sr-only"> {name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
