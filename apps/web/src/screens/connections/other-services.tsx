import type { Id } from '@hookwright/model'
import { BrandMark } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { moreClass, PagePart } from '../../kit/page/page-part.tsx'
import { Tile, TileList, tileActClass } from '../../kit/page/tiles.tsx'
import { useGalleryStarts } from '../connectors/starts/use-gallery-starts.ts'
import { useConnectorsToConnect } from './use-connectors-to-connect.ts'

/** Maximum number of services shown below the list. The dialog and the page of a new connector show all. */
const MOST_OFFERED = 8

/**
 * Services without a connection yet. Deployed connectors come first, each with a button to create a connection, then
 * ready-made ones that a maker can install. Renders nothing without such services.
 */
export const OtherServices = ({
  connected,
  onConnect
}: {
  /** Ids of the connectors that have a connection. */
  connected: ReadonlySet<Id>
  onConnect: (connectorId: Id) => void
}) => {
  const connectors = useConnectorsToConnect(true)
  const ready = useGalleryStarts().starts.filter(({ entry }) => entry.installed.length === 0)
  const others = (connectors ?? []).filter(({ id }) => !connected.has(id)).slice(0, MOST_OFFERED)
  if (connectors === null || others.length + ready.length === 0) return null
  return (
    <PagePart
      id="other-services"
      title="Connect another service"
      more={
        ready.length > 0 && (
          <Link to="/connectors/new" className={moreClass}>
            All {formatCount(ready.length, 'service')}
            <span className="sr-only"> with a ready-made connector</span>
          </Link>
        )
      }
    >
      <TileList>
        {others.map(({ id, name, events, actions }) => (
          <Tile
            key={id}
            mark={<ConnectorMark connectorId={id} name={name} />}
            about={
              events + actions === 0
                ? 'Requests to any address'
                : [
                    ...(events === 0 ? [] : [formatCount(events, 'event')]),
                    ...(actions === 0 ? [] : [formatCount(actions, 'action')])
                  ].join(' · ')
            }
          >
            <button
              type="button"
              aria-haspopup="dialog"
              className={tileActClass}
              onClick={() => onConnect(id)}
            >
              <span className="sr-only">Connect </span>
              {name}
            </button>
          </Tile>
        ))}
        {ready
          .slice(0, MOST_OFFERED - others.length)
          .map(({ id, name, logo, accent, letters, contents, about }) => (
            <Tile
              key={id}
              title={about}
              mark={<BrandMark name={name} logo={logo} accent={accent} letters={letters} />}
              about={contents}
            >
              <Link to="/connectors/new" search={{ q: name }} className={tileActClass}>
                {name}
              </Link>
            </Tile>
          ))}
      </TileList>
    </PagePart>
  )
}
