import { Link } from '@tanstack/react-router'
import { PagePart } from '../../kit/page/page-part.tsx'
import { Tile, TileIcon, TileList, tileActClass } from '../../kit/page/tiles.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { ReadyConnectors } from './ready-connectors.tsx'
import { ownStarts } from './starts/own-starts.ts'

/** Links to the ways of creating a connector for any service, such as from a curl command. */
const StartAnother = () => (
  <PagePart id="start-another" title="Start another connector">
    <TileList>
      {ownStarts.map(({ id, icon: Icon, title, hint }) => (
        <Tile
          key={id}
          mark={
            <TileIcon>
              <Icon strokeWidth={1.75} />
            </TileIcon>
          }
          about={hint}
        >
          <Link to="/connectors/new" search={id === 'scratch' ? {} : { start: id }} className={tileActClass}>
            {title}
          </Link>
        </Tile>
      ))}
    </TileList>
  </PagePart>
)

/**
 * Sections below a short list: start a custom connector, or install a ready-made one. Renders nothing for
 * members who are not makers.
 */
export const MoreConnectors = () =>
  useWhyNotMaker() === null && (
    <div className="flex flex-col gap-8">
      <StartAnother />
      <ReadyConnectors />
    </div>
  )
